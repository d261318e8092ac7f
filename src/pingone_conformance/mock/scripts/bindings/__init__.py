"""What scripts are given, one module for each name: it answers the calls of the JavaScript beside it.

Names without a JavaScript file are plain values. The ten common bindings are those of `availability.COMMON`.
"""
