/** The plugins of Command documents (plugin reference of the user guide). No Automation action has the name of one. */
export const COMMAND_PLUGINS: readonly string[] = [
  'aws:applications', 'aws:cloudWatch', 'aws:configureDocker', 'aws:configurePackage', 'aws:domainJoin', 'aws:downloadContent', 'aws:psModule',
  'aws:refreshAssociation', 'aws:runDockerAction', 'aws:runDocument', 'aws:runPowerShellScript', 'aws:runShellScript', 'aws:softwareInventory',
  'aws:updateAgent', 'aws:updateSsmAgent',
];
