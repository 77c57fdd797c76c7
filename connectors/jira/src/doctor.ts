import { createDoctor, type DiagnosisFinding, type UnitEstimate } from '@airdrop-connectors/core/diagnosis';
import type { Project } from './api-types.js';
import type { JiraClient } from './client.js';
import { type Cost, estimate } from './doctor-estimate.js';
import { finding, refusalOf } from './doctor-findings.js';
import { callsOnRequest, findingsOnRequest } from './doctor-on-request.js';
import { jira } from './kit.js';
import type { JiraOptions } from './options.js';

/** Projects looked at closely when none is named; each costs a few calls. */
const examinedProjects = 10;

/** What the credential of a connection can see, and what first imports would cost. */
export const diagnose = createDoctor(jira, async ({ client, unitId, options }) => {
  const account = await client.myself();
  const [findings, projects] = [await siteFindings(client), await allProjects(client)];
  const chosen = projects.filter(({ id, key }) => unitId === undefined || id === unitId || key === unitId);
  if (projects.length === 0) findings.push(noProjects);
  else if (chosen.length === 0) findings.push(notAmongThem(unitId ?? '', projects));
  const units: UnitEstimate[] = [];
  for (const project of chosen.slice(0, examinedProjects))
    units.push(await examine(client, project, options));
  const rest = chosen.slice(examinedProjects).map((project) => ({ ...unitOf(project), findings: [] }));
  return {
    account: account.displayName || account.accountId,
    connection: client.connectionKind(),
    findings,
    units: [...units, ...rest],
  };
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
    ? await refusalOf(() => client.userPage(0))
    : 'The account lacks the permission Browse users and groups.';
  return [
    finding('people', people, 'People are known only from the issues and comments they appear on.'),
    finding(
      'administration',
      has('ADMINISTER') ? undefined : 'The account is no Jira administrator.',
      'E-mail addresses that people hide are missing, so that DevRev cannot match them with its own users. Everything that is not asked for by an option works.',
    ),
  ];
}

async function examine(client: JiraClient, project: Project, options: JiraOptions): Promise<UnitEstimate> {
  const { permissions } = await client.permissions(
    ['CREATE_ISSUES', 'ADMINISTER', 'ADMINISTER_PROJECTS'],
    project.id,
  );
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
    const refusal = await refusalOf(() => client.organizationPage(project.id, 0));
    findings.push(finding('organizations', refusal, 'Tickets arrive without the account of their customer.'));
    const hidden = await refusalOf(() => client.customerPage(project.id, 0));
    findings.push(finding('customers', hidden, 'Customers are known only from the requests they appear on.'));
  } else {
    const refusal = await refusalOf(() => client.boardPage(project.id, 0));
    findings.push(finding('sprints', refusal, 'Boards and sprints are left out.'));
  }
  const has = (key: string) => permissions[key]?.havePermission === true;
  findings.push(
    finding(
      'workflows',
      has('ADMINISTER') || has('ADMINISTER_PROJECTS')
        ? undefined
        : 'The account administers neither Jira nor the project.',
      'Every status is reachable from every other.',
    ),
    ...(await findingsOnRequest(client, project.id, options, has('ADMINISTER'))),
  );
  if (project.archived === true) {
    const consequence = 'Jira gives no issues of an archived project, so a sync brings its lists only.';
    return {
      ...unitOf(project),
      findings: [...findings, { status: 'limited', what: 'archived', consequence }],
    };
  }
  return { ...unitOf(project), ...(await costOf(client, project, options)), findings };
}

async function costOf(
  client: JiraClient,
  { id, insight }: Project,
  options: JiraOptions,
): Promise<Cost | undefined> {
  const count = insight?.totalIssueCount;
  if (typeof count !== 'number') return undefined;
  const sample = await client.issuePage(`project = ${id} ORDER BY created DESC`, '');
  const cost = estimate(count, sample === 'token refused' ? [] : sample.issues);
  return { ...cost, calls: cost.calls + callsOnRequest(count, options) };
}

function unitOf({ id, key, name, insight }: Project) {
  const count = insight?.totalIssueCount;
  return { id, name: `${name} (${key})`, ...(typeof count === 'number' && { rootObjects: count }) };
}

async function allProjects(client: JiraClient): Promise<Project[]> {
  const found: Project[] = [];
  for (;;) {
    const { values, isLast } = await client.projectPage(found.length);
    found.push(...values);
    if (isLast === true || values.length === 0) return found;
  }
}
