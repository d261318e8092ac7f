/*
 * Completion decision: lets those pass whose identity was verified.
 *
 * A next-generation script of a Scripted Decision node, behind the PingOne Verify nodes of a journey.
 * Outcomes: verified, pending (show the page to wait on), retry, failed (no try is left, or none was made).
 */
var ENOUGH = ["SUCCESS", "APPROVED_MANUALLY"];
var WAITING = ["REQUESTED", "PARTIAL", "INITIATED", "IN_PROGRESS"];

function lastStatus() {
  var last = verifyTransactionsHelper.getLastVerifyTransaction();
  // There is none for a user who never came to the PingOne Verify node.
  if (last === null) {
    return null;
  }
  nodeState.putShared("verifyTransactionId", String(last.id));
  return String(last.transactionStatus.status);
}

function attemptsLeft() {
  var attempts = (nodeState.get("verifyAttempts") || 0) + 1;
  nodeState.putShared("verifyAttempts", attempts);
  return systemEnv.getProperty("esv.verify.attempts", "3", java.lang.Integer) - attempts;
}

function decide(status) {
  if (status === null) {
    logger.warn("{} was never asked to verify", nodeState.get("username"));
    return "failed";
  }
  if (ENOUGH.indexOf(status) >= 0) {
    return "verified";
  }
  if (WAITING.indexOf(status) >= 0) {
    return "pending";
  }
  logger.error("verification of {} ended with {}", nodeState.get("username"), status);
  return attemptsLeft() > 0 ? "retry" : "failed";
}

action.goTo(decide(lastStatus()));
