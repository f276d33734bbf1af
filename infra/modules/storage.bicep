metadata description = 'The storage account: dropped files, profiles, snapshot, ledgers, batches, and what the Functions host keeps.'

param name string
param location string
param tags object
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param sku string
@description('True: reached through private endpoints, and from allowedAddresses.')
param privateNetwork bool
@description('Addresses (a.b.c.d, or a.b.c.0/24 up to /30) from which files may be dropped while privateNetwork is on.')
param allowedAddresses string[]
@description('Days after which dropped files that are still there (of sources that keep them, or never imported) are deleted.')
param droppedFileDays int
@description('Days that archived and unreadable files are kept: raw personal data.')
param archiveDays int
@description('Days that files of file destinations are kept: hashed identifiers.')
param exportDays int

// What Activation.Storage.StorageNames lists; a test holds the two together.
var containers = ['crm', 'events', 'imports', 'failed', 'archive', 'snapshot', 'ledger', 'batches', 'runs', 'privacy', 'exports', 'locks']
var tables = [
  'Profiles'
  'Aliases'
  'Imports'
  'Sources'
  'Segments'
  'Destinations'
  'Syncs'
  'SyncStates'
  'SegmentVersions'
  'SegmentPopulation'
  'Runs'
  'Batches'
  'DeadLetters'
  'AccountStates'
  'PrivacyRequests'
  'Suppressions'
  'Audit'
  'AlertRules'
  'Alerts'
  'Policies'
]

@description('Where deployments put the app\'s package.')
var packageContainer = 'app-package'

// Batches and members of runs are removed by the app when they are spent; the rules catch what an interrupted run left behind.
var deletions = [
  { name: 'dropped-files', prefixes: ['crm/', 'events/'], days: droppedFileDays }
  { name: 'kept-raw-files', prefixes: ['archive/', 'failed/'], days: archiveDays }
  { name: 'exports', prefixes: ['exports/'], days: exportDays }
  { name: 'batches', prefixes: ['batches/'], days: 30 }
  { name: 'rejects', prefixes: ['imports/'], days: 90 }
  { name: 'run-members', prefixes: ['runs/'], days: 100 }
]

resource account 'Microsoft.Storage/storageAccounts@2024-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: privateNetwork && empty(allowedAddresses) ? 'Disabled' : 'Enabled'
    networkAcls: {
      defaultAction: privateNetwork ? 'Deny' : 'Allow'
      bypass: 'AzureServices'
      ipRules: [for address in allowedAddresses: { action: 'Allow', value: address }]
    }
  }
}

// A deletion must delete: nothing that was deleted can be brought back, since raw files, hashes and suppressed people live here. The snapshot is rebuilt from the table.
resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: { enabled: false }
    containerDeleteRetentionPolicy: { enabled: false }
    restorePolicy: { enabled: false }
    changeFeed: { enabled: false }
    isVersioningEnabled: false
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2024-01-01' = [for container in concat(containers, [packageContainer]): {
  parent: blobs
  name: container
  properties: { publicAccess: 'None' }
}]

resource tableService 'Microsoft.Storage/storageAccounts/tableServices@2024-01-01' = {
  parent: account
  name: 'default'
}

resource table 'Microsoft.Storage/storageAccounts/tableServices/tables@2024-01-01' = [for table in tables: {
  parent: tableService
  name: table
}]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2024-01-01' = {
  parent: account
  name: 'default'
  properties: {
    policy: {
      rules: [for rule in concat(deletions, [{ name: 'blob-snapshots', prefixes: [], days: 0 }]): {
        name: rule.name
        enabled: true
        type: 'Lifecycle'
        definition: {
          filters: union({ blobTypes: ['blockBlob'] }, empty(rule.prefixes) ? {} : { prefixMatch: rule.prefixes })
          // Files of the columnar snapshot have no age at which they may go: the app deletes replaced ones an hour later. Copies that Storage itself keeps (blob snapshots, versions) go after a day.
          actions: rule.days > 0
            ? { baseBlob: { delete: { daysAfterModificationGreaterThan: rule.days } } }
            : { snapshot: { delete: { daysAfterCreationGreaterThan: 1 } }, version: { delete: { daysAfterCreationGreaterThan: 1 } } }
        }
      }]
    }
  }
  dependsOn: [blobs]
}

output id string = account.id
output name string = account.name
output blobEndpoint string = account.properties.primaryEndpoints.blob
output queueEndpoint string = account.properties.primaryEndpoints.queue
output tableEndpoint string = account.properties.primaryEndpoints.table
output packageUri string = '${account.properties.primaryEndpoints.blob}${packageContainer}'
