import { NotFoundError, PermissionError, UnexpectedResponseError } from '@airdrop-connectors/core';
import { createDoctor, type DiagnosisFinding, type UnitEstimate } from '@airdrop-connectors/core/diagnosis';
import type { Project } from './api-types.js';
import type { JiraClient } from './client.js';
import { type Cost, estimate } from './doctor-estimate.js';
import { jira } from './kit.js';

/** Projects looked at closely when none is named; each costs a few calls. */
const examinedProjects = 10;

/** What the credential of a connection can see, and what first imports would cost. */
export const diagnose = createDoctor(jira, async ({ client, unitId }) => {
  const account = await client.myself();
  const [findings, projects] = [await siteFindings(client), await allProjects(client)];
  const chosen = projects.filter(({ id, key }) => unitId === undefined || id === unitId || key === unitId);
  if (projects.length === 0) findings.push(noProjects);
  else if (chosen.length === 0) findings.push(notAmongThem(unitId ?? '', projects));
  const units: UnitEstimate[] = [];
  for (const project of chosen.slice(0, examinedProjects)) units.push(await examine(client, project));
  const rest = chosen.slice(examinedProjects).map((project) => ({ ...unitOf(project), findings: [] }));
  return { account: account.displayName || account.accountId, findings, units: [...units, ...rest] };
});

const noProjects: DiagnosisFinding = {
  status: 'missing',
  what: 'projects',
  consequence:
    'The account sees no project, so there is nothing to sync. Ask a Jira administrator for the permission Browse Projects.',
};

function notAmongThem(unitId: string, projects: readonly Project[]): DiagnosisFinding {
  const known = projects.slice(0, 20).map(({ key }) => key);
  return {
    status: 'missing',
    what: `project ${unitId}`,
    consequence: `The account does not see it. It sees ${known.join(', ')}${projects.length > known.length ? ' and more' : ''}.`,
  };
}

/** What holds for all projects. */
async function siteFindings(client: JiraClient): Promise<DiagnosisFinding[]> {
  const { permissions } = await client.permissions(['ADMINISTER', 'USER_PICKER']);
  const has = (key: string) => permissions[key]?.havePermission === true;
  const people = has('USER_PICKER')
    ? await isAllowed(() => client.userPage(0))
    : 'The account lacks the permission Browse users and groups.';
  return [
    finding('people', people, 'People are known only from the issues and comments they appear on.'),
    finding(
      'administration',
      has('ADMINISTER') ? undefined : 'The account is no Jira administrator.',
      'E-mail addresses that people hide are missing, so that DevRev cannot match them with its own users. Everything else works.',
    ),
  ];
}

async function examine(client: JiraClient, project: Project): Promise<UnitEstimate> {
  const { permissions } = await client.permissions(['CREATE_ISSUES'], project.id);
  const findings = [
    finding(
      'options of fields',
      permissions.CREATE_ISSUES?.havePermission === true
        ? undefined
        : 'The account may not create issues here.',
      'Fields to choose from arrive as text instead of lists.',
    ),
  ];
  if (project.projectTypeKey === 'service_desk') {
    const refusal = await isAllowed(() => client.organizationPage(project.id, 0));
    findings.push(finding('organizations', refusal, 'Tickets arrive without the account of their customer.'));
  } else {
    const refusal = await isAllowed(() => client.boardPage(project.id, 0));
    findings.push(finding('sprints', refusal, 'Sprints are left out.'));
  }
  if (project.archived === true) {
    const consequence = 'Jira gives no issues of an archived project, so a sync brings its lists only.';
    return {
      ...unitOf(project),
      findings: [...findings, { status: 'limited', what: 'archived', consequence }],
    };
  }
  return { ...unitOf(project), ...(await costOf(client, project)), findings };
}

async function costOf(client: JiraClient, { id, insight }: Project): Promise<Cost | undefined> {
  const count = insight?.totalIssueCount;
  if (typeof count !== 'number') return undefined;
  const sample = await client.issuePage(`project = ${id} ORDER BY created DESC`, '');
  return estimate(count, sample === 'token refused' ? [] : sample.issues);
}

function unitOf({ id, key, name, insight }: Project) {
  const count = insight?.totalIssueCount;
  return { id, name: `${name} (${key})`, ...(typeof count === 'number' && { rootObjects: count }) };
}

/** @param reason why it is limited; undefined when it is not */
function finding(what: string, reason: string | undefined, consequence: string): DiagnosisFinding {
  if (reason === undefined) return { status: 'ok', what, consequence: 'complete' };
  return { status: 'limited', what, consequence: `${reason} ${consequence}` };
}

/** Undefined when the request is answered, otherwise what Jira has against it. */
async function isAllowed(ask: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await ask();
    return undefined;
  } catch (error) {
    const isRefusal =
      error instanceof PermissionError ||
      error instanceof NotFoundError ||
      error instanceof UnexpectedResponseError;
    if (isRefusal) return error.message;
    throw error;
  }
}

async function allProjects(client: JiraClient): Promise<Project[]> {
  const found: Project[] = [];
  for (;;) {
    const { values, isLast } = await client.projectPage(found.length);
    found.push(...values);
    if (isLast === true || values.length === 0) return found;
  }
}
