/**
 * What kind of document it is; it decides what the content may hold and what the document can be used for.
 */
export enum DocumentType {
  /** Commands that run on managed nodes (Run Command, State Manager). */
  COMMAND = 'Command',
  /** Inventory collection and the like, for State Manager associations. */
  POLICY = 'Policy',
  /** A runbook, which Automation runs. */
  AUTOMATION = 'Automation',
  /** How a session behaves, or the Session Manager preferences of a Region. */
  SESSION = 'Session',
  /** The manifest of a Distributor package. */
  PACKAGE = 'Package',
  /** A configuration that AWS AppConfig rolls out. */
  APPLICATION_CONFIGURATION = 'ApplicationConfiguration',
  /** The JSON schema of an AppConfig configuration. */
  APPLICATION_CONFIGURATION_SCHEMA = 'ApplicationConfigurationSchema',
  /** How AWS AppConfig rolls out. */
  DEPLOYMENT_STRATEGY = 'DeploymentStrategy',
  /** An iCalendar text that says when changes are allowed. */
  CHANGE_CALENDAR = 'ChangeCalendar',
  /** What a change request of Change Manager is made from. */
  CHANGE_TEMPLATE = 'Automation.ChangeTemplate',
  /** A post-incident analysis of Incident Manager. */
  PROBLEM_ANALYSIS = 'ProblemAnalysis',
  /** What a post-incident analysis is made from. */
  PROBLEM_ANALYSIS_TEMPLATE = 'ProblemAnalysisTemplate',
  /** A CloudFormation template, for Application Manager. */
  CLOUDFORMATION = 'CloudFormation',
  /** A conformance pack of AWS Config. `AWS::SSM::Document` is not documented to take this type. */
  CONFORMANCE_PACK_TEMPLATE = 'ConformancePackTemplate',
  /** A Quick Setup configuration. `AWS::SSM::Document` is not documented to take this type. */
  QUICK_SETUP = 'QuickSetup',
  /** Just-in-time node access: people approve. */
  MANUAL_APPROVAL_POLICY = 'ManualApprovalPolicy',
  /** Just-in-time node access: Cedar policies approve or deny. */
  AUTO_APPROVAL_POLICY = 'AutoApprovalPolicy',
}
