import { ScriptCalls } from './calls';
import { Boto3 } from './clients';
import { EXHAUSTED, PythonCursor } from './cursor';
import { ExpressionReader } from './expressions';
import { ScriptFindings, ScriptScan } from './findings';
import { ScriptNames } from './names';
import { StatementReader } from './statements';

/** Knowledge passes from assignments to uses that stand before them, and through functions, in so many rounds at most. */
const MAX_ROUNDS = 5;

/**
 * Find the AWS operations that a Python script calls, without running it.
 *
 * Follows clients, sessions and resources of boto3 through assignments, containers, functions of the script and their arguments. A name
 * that is assigned several times is all of its values. What cannot be followed gives a doubt.
 */
export function scanPython(text: string): ScriptScan {
  const cursor = new PythonCursor(text);
  const names = new ScriptNames(cursor);
  const findings = new ScriptFindings();
  const boto3 = new Boto3(cursor, names, findings);
  const calls = new ScriptCalls(cursor, names, findings, boto3);
  const statements = new StatementReader(cursor, names, boto3, new ExpressionReader(cursor, names, findings, boto3, calls));
  try {
    do {
      names.isNews = false;
      statements.pass();
      names.round += 1;
    } while (names.round < 2 || (names.isNews && names.round < MAX_ROUNDS));
    findings.isLast = true;
    statements.pass();
  } catch (error) {
    if (error !== EXHAUSTED) throw error;
    findings.giveUp();
  }
  return findings.result();
}
