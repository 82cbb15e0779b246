/**
 * `npm run release -- 1.0.0 --dry-run`: checks whether this working tree can be published as a version, and prints the
 * commands that publish it. It publishes nothing itself: the workflow of a pushed tag does.
 */
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Command } from 'commander';
import semver from 'semver';
import { canAttest, findProblems } from './find-problems.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

new Command('npm run release --')
  .description('Checks whether this working tree can be released, and creates the tag of the release.')
  .argument('<version>', 'the version to release: 1.0.0')
  .option('--dry-run', 'creates no tag')
  .action((version: string, { dryRun = false }: { dryRun?: boolean }) => release(version, dryRun))
  .parse();

function release(version: string, isDry: boolean): void {
  const checks = findProblems(root, version);
  for (const { name, problems } of checks) {
    console.log(`${problems.length > 0 ? 'failed' : 'passed'}  ${name}`);
    for (const problem of problems) console.log(`          ${problem}`);
  }
  const failed = checks.filter(({ problems }) => problems.length > 0).length;
  if (failed > 0) {
    console.log(`\n${failed} of ${checks.length} checks failed: ${version} cannot be released.`);
    process.exitCode = 1;
    return;
  }
  const attests = canAttest(root);
  console.log(`${attests ? 'passed' : 'noted '}  provenance`);
  if (!attests) {
    console.log(
      '          package.json has no repository: npm cannot attest the place of the build. --provenance is left out.\n' +
        '          The workflow of the tag names its own repository, and attests it.',
    );
  }
  if (!isDry) execFileSync('git', ['tag', '--annotate', `v${version}`, '--message', version], { cwd: root });
  console.log(
    `\n${isDry ? 'Nothing was changed. Publish it with' : `The tag v${version} was created. Publish it with`}:\n`,
  );
  for (const command of listCommands(version, attests, isDry)) console.log(`  ${command}`);
}

/** Lists the commands that publish a version: the tag starts the workflow, which runs the last one. */
function listCommands(version: string, attests: boolean, isDry: boolean): string[] {
  const channel = semver.prerelease(version) ? 'next' : 'latest';
  return [
    ...(isDry ? [`git tag --annotate v${version} --message ${version}`] : []),
    `git push origin v${version}`,
    `npm publish --access public --tag ${channel}${attests ? ' --provenance' : ''}`,
  ];
}
