import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { built, copied, Language, must, root, workshop } from './language';

const typescript: Language = {
  name: 'typescript',
  toolchain: [['npm', '--version']],
  install() {
    const folder = copied('typescript', ['node_modules']);
    const manifest = join(folder, 'package.json');
    const content = JSON.parse(readFileSync(manifest, 'utf8'));
    content.dependencies['cdk-systems-manager'] = `file:${built('js/cdk-systems-manager@0.0.0.jsii.tgz')}`;
    delete content.devDependencies['aws-cdk']; // the apps are run without the CLI
    writeFileSync(manifest, JSON.stringify(content));
    rmSync(join(folder, 'node_modules', 'cdk-systems-manager'), { recursive: true, force: true });
    rmSync(join(folder, 'node_modules', '.package-lock.json'), { force: true });
    must(['npm', 'install', '--no-audit', '--no-fund', '--loglevel=error', '--prefer-offline'], folder);
    return { folder, app: name => ['npx', 'tsx', `${name}.ts`], checks: [['npx', 'tsc', '--noEmit']] };
  },
};

const python: Language = {
  name: 'python',
  toolchain: [['python3', '--version']],
  install() {
    const folder = copied('python', ['.venv']);
    writeFileSync(join(folder, 'first.py'), pythonOfReadme());
    const bin = join(folder, '.venv', 'bin');
    if (!existsSync(join(bin, 'pip'))) must(['python3', '-m', 'venv', '.venv'], folder);
    const pip = [join(bin, 'python'), '-m', 'pip', 'install', '--quiet'];
    must([...pip, '--requirement', 'checks.txt', '--constraint', 'constraints.txt'], folder);
    must([...pip, '--force-reinstall', '--no-deps', built('python/cdk_systems_manager-0.0.0-py3-none-any.whl')], folder);
    // All that the example asks for is there now, in the versions that it asks for.
    must([...pip, '--no-index', '--requirement', 'requirements.txt', '--constraint', 'constraints.txt'], folder);
    must([join(bin, 'python'), '-m', 'pip', 'check'], folder);
    return {
      folder,
      env: { PATH: `${bin}:${process.env.PATH}`, VIRTUAL_ENV: join(folder, '.venv') },
      app: (name, ...args) => ['python3', `${name}.py`, ...args],
      checks: [['mypy', '--strict', '--cache-dir', join(workshop, 'mypy'), 'app.py', 'first.py', 'values.py', 'mistakes.py']],
    };
  },
};

const java: Language = {
  name: 'java',
  toolchain: [['java', '-version'], ['mvn', '--version']],
  install() {
    const folder = copied('java');
    const repository = join(root, '.cache', 'maven');
    rmSync(join(repository, 'io', 'github', 'cdksystemsmanager'), { recursive: true, force: true });
    cpSync(built('java/io/github/cdksystemsmanager'), join(repository, 'io', 'github', 'cdksystemsmanager'), { recursive: true });
    const mvn = ['mvn', '--quiet', '--batch-mode'];
    const env = { MAVEN_OPTS: `-Dmaven.repo.local=${repository} -XX:+TieredCompilation -XX:TieredStopAtLevel=1` };
    must([...mvn, 'compile'], folder, env);
    return {
      folder,
      env,
      app: (name, ...args) => [
        ...mvn, 'exec:java', `-Dexec.mainClass=com.example.${name[0].toUpperCase()}${name.slice(1)}`, `-Dexec.args=${args.join(' ')}`,
      ],
    };
  },
};

const go: Language = {
  name: 'go',
  toolchain: [['go', 'version']],
  install() {
    const folder = copied('go');
    const module = 'github.com/cdk-systems-manager/cdk-systems-manager-go/cdksystemsmanager';
    must(['go', 'mod', 'edit', '-replace', `${module}=${built('go/cdksystemsmanager')}`], folder);
    must(['go', 'vet', './...'], folder);
    return { folder, app: (name, ...args) => ['go', 'run', `./${name}`, ...args] };
  },
};

/** The first example of README.md in Python. */
function pythonOfReadme(): string {
  const blocks = [...readFileSync(join(root, 'README.md'), 'utf8').matchAll(/```python\n([^]*?)```/g)];
  if (blocks.length !== 1) throw new Error(`README.md has ${blocks.length} examples in Python instead of one`);
  return blocks[0][1];
}

/** The first one is what the others are compared with. */
export const languages: readonly Language[] = [typescript, python, java, go];
