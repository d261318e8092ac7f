"""What a run leaves: results.json and the reports made from it."""
