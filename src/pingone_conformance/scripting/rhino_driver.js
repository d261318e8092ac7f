/*
 * Runs programs on Rhino: lines of JSON come in and go out, as quickjs_worker.py says, but for these:
 *   in   "parts" are {"name", "text"}
 *   out  {"end": {"part", "phase", "kind", "text", "frames": [[name, line], ...], "line", "column"}}
 *
 * Java is within reach of this file, so nothing that belongs to a script may ever run in its scope or on its thread:
 * programs have a thread of their own, whose calls are put together from method handles. A value that a script threw
 * is never looked at here, for even its text is made by the script.
 */
(function () {
  var rhino = org.mozilla.javascript;
  var handles = java.lang.invoke.MethodHandles;
  var type = java.lang.invoke.MethodType.methodType;
  var Thrown = java.lang.Throwable;
  var Anything = java.lang.Object;
  var lookup = handles.publicLookup();
  var caught = handles.identity(Thrown).asType(type(Anything, Thrown));
  var compile = lookup.findVirtual(rhino.Context, "compileString",
    type(rhino.Script, java.lang.String, java.lang.String, java.lang.Integer.TYPE, Anything));
  var none = java.lang.reflect.Array.newInstance(Anything, 0);
  // Not exec of Script, which would run the reactions after every part.
  var call = lookup.findVirtual(rhino.Callable, "call",
    type(Anything, rhino.Context, rhino.Scriptable, rhino.Scriptable, none.getClass()));
  var topCall = lookup.findStatic(rhino.ScriptRuntime, "doTopCall", type(Anything, rhino.Callable, rhino.Context,
    rhino.Scriptable, rhino.Scriptable, none.getClass(), java.lang.Boolean.TYPE));
  var finish = lookup.findVirtual(rhino.Context, "processMicrotasks", type(java.lang.Void.TYPE));
  var details = lookup.findVirtual(rhino.RhinoException, "details", type(java.lang.String));
  var enter = lookup.findVirtual(rhino.ContextFactory, "enterContext", type(rhino.Context));

  var DEPTH = 2000;
  var GRACE = 5; // seconds: the parent has ended this process long before, unless it was killed itself
  var SCRIPTS = 20;
  var LONGEST = 8000; // characters of an error
  var FRAMES = 50;

  var input = new java.io.BufferedReader(new java.io.InputStreamReader(java.lang.System["in"], "US-ASCII"));
  var output = new java.io.PrintStream(new java.io.FileOutputStream(java.io.FileDescriptor.out), false, "US-ASCII");
  var asking = false; // whether the thread of programs runs code of this file
  var thread, context, left, deadline;

  function send(message) {
    var line = JSON.stringify(message).replace(/[\u007f-\uffff]/g, function (character) {
      return "\\u" + ("000" + character.charCodeAt(0).toString(16)).slice(-4);
    });
    output.print(line + "\n");
    output.flush();
  }

  function end(code) {
    java.lang.Runtime.getRuntime().halt(code);
  }

  /** Call a handle on the thread of programs: what it returns, or the Throwable. */
  function there(handle) {
    var safe = handles.catchException(handle.asType(type(Anything)), Thrown, caught);
    var callable = java.lang.invoke.MethodHandleProxies.asInterfaceInstance(java.util.concurrent.Callable, safe);
    try {
      return thread.submit(callable).get(deadline, java.util.concurrent.TimeUnit.MILLISECONDS);
    } catch (late) {
      end(1);
    }
  }

  /** Begin a thread of programs without anything that an earlier one left, such as reactions of promises. */
  function begin() {
    if (thread) {
      thread.shutdownNow();
    }
    thread = java.util.concurrent.Executors.newSingleThreadExecutor();
    context = there(enter.bindTo(new rhino.ContextFactory()));
    context.setLanguageVersion(rhino.Context.VERSION_ES6);
    context.setOptimizationLevel(-1);
    context.setMaximumInterpreterStackDepth(DEPTH);
    // Without it an error would show the script its Java exception, and the way from there to any class.
    context.setClassShutter(new rhino.ClassShutter({
      visibleToScripts: function () {
        return asking;
      }
    }));
  }

  /** What a program calls. It throws nothing: an object of this scope would lead out. */
  function ask(name, values) {
    if (typeof name !== "string" || typeof values !== "string") {
      return undefined;
    }
    asking = true;
    try {
      left.calls -= 1;
      left.output -= name.length + values.length;
      if (left.calls < 0 || left.output < 0) {
        send({end: {kind: "output"}});
        end(0);
      }
      send({call: String(name), arguments: String(values)});
      var answer = input.readLine();
      if (answer === null) {
        end(0);
      }
      return String(answer);
    } finally {
      asking = false;
    }
  }

  function scope() {
    var made = rhino.Context.getCurrentContext().initSafeStandardObjects();
    made.__host = new rhino.LambdaFunction(made, "__host", 2, ask);
    return made;
  }

  /** What went wrong. A part that Rhino itself failed at has no line. */
  function failure(number, phase, thrown) {
    var told = {part: number, phase: phase, kind: String(thrown.getClass().getSimpleName()), text: "", frames: []};
    if (thrown instanceof rhino.RhinoException) {
      var text = there(details.bindTo(thrown));
      told.text = text instanceof Thrown ? null : String(text).slice(0, LONGEST);
      told.line = Number(thrown.lineNumber());
      told.column = Number(thrown.columnNumber());
      var stack = thrown.getScriptStack();
      for (var index = 0; index < Math.min(stack.length, FRAMES); index += 1) {
        told.frames.push([String(stack[index].fileName), Number(stack[index].lineNumber)]);
      }
    }
    return told;
  }

  var compiled = {};
  var count = 0;

  /**
   * A part as Rhino has it, or a Throwable. Programs mostly begin with parts that others began with. What may have
   * templates is compiled each time: Rhino keeps the objects that tags get with the compiled text.
   */
  function script(part) {
    var key = part.name + "\n" + part.text;
    if (compiled.hasOwnProperty(key)) {
      return compiled[key];
    }
    var source = [part.text, part.name, new java.lang.Integer(1), null];
    var made = there(handles.insertArguments(compile.bindTo(context), 0, source));
    if (!(made instanceof Thrown) && part.text.indexOf("`") < 0) {
      if (count === SCRIPTS) {
        compiled = {};
        count = 0;
      }
      count += 1;
      compiled[key] = made;
    }
    return made;
  }

  /** Run what compiles, up to the first part that does not; what went wrong, or null. */
  function run(global, program) {
    // RegExp.$1 and its kin belong to the context: the next script would see what this one matched.
    rhino.ScriptRuntime.setRegExpProxy(context, new rhino.regexp.RegExpImpl());
    var failed = null;
    var steps = [];
    for (var number = 0; number < program.parts.length && failed === null; number += 1) {
      var made = script(program.parts[number]);
      if (made instanceof Thrown) {
        failed = failure(number, "compile", made);
      } else {
        steps.push(handles.insertArguments(call, 0, [made, context, global, global, none]));
      }
    }
    var thrown = there(together(steps, global));
    if (thrown === null && failed === null) {
      thrown = there(finish.bindTo(context));
    }
    return thrown === null ? failed : failure(null, "run", thrown);
  }

  /** A handle of one call from outside in which the steps are taken. Without one the script would see this scope. */
  function together(steps, global) {
    var all = handles.constant(Anything, null);
    while (steps.length) {
      all = handles.foldArguments(all, steps.pop().asType(type(java.lang.Void.TYPE)));
    }
    var called = handles.dropArguments(all, 0, call.type().parameterList().subList(1, 5));
    var callable = java.lang.invoke.MethodHandleProxies.asInterfaceInstance(rhino.Callable, called);
    return handles.insertArguments(topCall, 0, [callable, context, global, global, none, false]);
  }

  function main() {
    deadline = 60000;
    begin();
    // What is slow the first time shall not count for the first program.
    left = {calls: 0, output: 0};
    run(scope(), {parts: [{name: "warm", text: "JSON.stringify([1].map(function (x) { return new Error('' + x); }))"}]});
    var next = scope();
    send({ready: true});
    for (var line = input.readLine(); line !== null; line = input.readLine()) {
      var program = JSON.parse(String(line));
      left = {calls: program.calls, output: program.output};
      deadline = (program.seconds + GRACE) * 1000;
      var failed = run(next, program);
      send({end: failed});
      if (failed !== null) {
        begin();
      }
      next = scope();
      send({ready: true});
    }
    end(0);
  }

  try {
    main();
  } catch (error) {
    end(1);
  }
}());
