import type { ProjectOptions } from './flavour.ts';

/** The workflows of GitHub Actions: one checks each change, the other deploys. */
export function workflowFiles(target: ProjectOptions['target']): [string, string][] {
  if (target === 'server') return [['.github/workflows/ci.yml', CI]];
  return [
    ['.github/workflows/ci.yml', `${CI}      - run: npx integrator-extension doctor\n`],
    ['.github/workflows/deploy.yml', DEPLOY],
  ];
}

const SETUP = `      - uses: actions/checkout@v4
      - uses: actions/setup-node@v4
        with:
          node-version: 24
          cache: npm
      - run: npm ci
`;

const CI = `name: CI
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  check:
    runs-on: ubuntu-latest
    steps:
${SETUP}      - run: npm run lint
      - run: npm run check
      - run: npm test
      - run: npm run build
`;

const DEPLOY = `# Needs a role that trusts GitHub's OIDC provider for this repository; no key of AWS is stored.
# Set the variables AWS_ROLE (its ARN) and AWS_REGION in the repository's settings.
name: Deploy
on:
  workflow_dispatch:
permissions:
  contents: read
  id-token: write
jobs:
  deploy:
    runs-on: ubuntu-latest
    steps:
${SETUP}      - run: npm test
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: \${{ vars.AWS_ROLE }}
          aws-region: \${{ vars.AWS_REGION }}
      - uses: aws-actions/setup-sam@v2
      - run: npm run build
      - run: sam build
      - run: sam deploy --no-confirm-changeset --no-fail-on-empty-changeset
`;
