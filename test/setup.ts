// Validating every synthesized template costs seconds per test file; one conformity test turns it on.
process.env.CDK_VALIDATION = 'false';
