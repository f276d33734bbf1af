metadata description = 'Audience activation: everything that the app needs, private, with identities in place of keys.'

targetScope = 'subscription'

@minLength(1)
@maxLength(40)
@description('Name of the environment, such as dev or prod.')
param environmentName string

@minLength(1)
@description('Where everything is.')
@metadata({ azd: { type: 'location' } })
param location string

@description('True: storage, vault and (Premium) broker are reached through private endpoints alone.')
param privateNetwork bool = true

@description('Addresses from which the API may be called and files may be dropped while privateNetwork is on.')
param allowedAddresses string[] = []

@description('Object ids of groups or service principals that drop files.')
param dropperIds string[] = []

@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@allowed(['Standard', 'Premium'])
param serviceBusSku string = 'Standard'

@allowed([2048, 4096])
param instanceMemoryMB int = 2048

@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 100

@minValue(0)
@description('Instances of the API that are kept warm; 0 costs nothing at rest.')
param alwaysReadyHttp int = 0

@description('Spreads instances over availability zones, where the region has them.')
param zoneRedundant bool = false

@description('When syncs without a schedule of their own are evaluated: six-field cron.')
param evaluateSchedule string = '0 0 * * * *'

@description('Hosts without a public address that destinations and alerts may lead to: names, addresses and CIDR blocks between commas.')
param allowedHosts string = ''

@description('Deleted secrets stay for 90 days whatever anybody does. Cannot be taken back.')
param purgeProtection bool = true

@minValue(1)
@description('Days after which a dropped file that is still there is deleted.')
param droppedFileDays int = 90

@minValue(1)
@description('Days that archived and unreadable files are kept: raw personal data.')
param archiveDays int = 30

@minValue(1)
@description('Days that files of file destinations are kept.')
param exportDays int = 90

@minValue(30)
param logRetentionDays int = 30

@description('Gigabytes of logs a day after which ingestion stops until the next; -1 for no bound.')
param dailyLogGigabytes int = 2

@description('Who is told of alerts and costs.')
param alertEmails string[] = []

@minValue(1)
@description('What a month may cost, in the subscription\'s currency.')
param monthlyBudget int = 100

@description('First day of the month of the first deployment, which azd keeps: Azure refuses another later on. Empty: this month.')
param budgetStartDate string = ''

@description('Not to be set.')
param thisMonth string = utcNow('yyyy-MM-01')

@secure()
@description('Base64 of at least 32 random bytes. Taken once, when the vault has none yet.')
param deploymentKey string = base64('${newGuid()}${newGuid()}')

@secure()
@minLength(16)
@description('What callers of the API send as X-Api-Key. Taken once, when the vault has none yet.')
param apiKey string = '${newGuid()}${newGuid()}'

var budgetStart = empty(budgetStartDate) ? thisMonth : budgetStartDate
var token = uniqueString(subscription().id, environmentName, location)
var name = 'activation-${token}'
var identityName = 'id-${name}'
var storageName = 'stact${token}'
var serviceBusName = 'sb-${name}'
var vaultName = 'kv-act-${token}'
var tags = { 'azd-env-name': environmentName, product: 'activation' }

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-activation-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: { name: identityName, location: location, tags: tags }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: storageName
    location: location
    tags: tags
    sku: storageSku
    privateNetwork: privateNetwork
    allowedAddresses: allowedAddresses
    droppedFileDays: droppedFileDays
    archiveDays: archiveDays
    exportDays: exportDays
  }
}

module serviceBus 'modules/serviceBus.bicep' = {
  scope: group
  params: { name: serviceBusName, location: location, tags: tags, sku: serviceBusSku, privateNetwork: privateNetwork }
}

module vault 'modules/keyVault.bicep' = {
  scope: group
  params: {
    name: vaultName
    location: location
    tags: tags
    privateNetwork: privateNetwork
    purgeProtection: purgeProtection
    workspaceId: monitoring.outputs.workspaceId
    deploymentKey: deploymentKey
    apiKey: apiKey
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: { name: name, location: location, tags: tags, retentionDays: logRetentionDays, dailyGigabytes: dailyLogGigabytes }
}

module roles 'modules/roles.bicep' = {
  scope: group
  params: {
    identityName: identityName
    principalId: identity.outputs.principalId
    storageName: storageName
    serviceBusName: serviceBusName
    vaultName: vaultName
    insightsName: 'appi-${name}'
    dropperIds: dropperIds
  }
  dependsOn: [storage, serviceBus, vault, monitoring]
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: { name: 'vnet-${name}', location: location, tags: tags }
}

var storageParts = ['blob', 'table', 'queue']

// One after the other: they change the same subnet.
@batchSize(1)
module storageEndpoint 'modules/privateEndpoint.bicep' = [for part in storageParts: if (privateNetwork) {
  scope: group
  params: {
    name: 'pe-${part}-${name}'
    location: location
    tags: tags
    targetId: storage.outputs.id
    part: part
    zoneName: 'privatelink.${part}.${environment().suffixes.storage}'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}]

module vaultEndpoint 'modules/privateEndpoint.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: 'pe-vault-${name}'
    location: location
    tags: tags
    targetId: vault.outputs.id
    part: 'vault'
    zoneName: 'privatelink.vaultcore.azure.net'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module serviceBusEndpoint 'modules/privateEndpoint.bicep' = if (privateNetwork && serviceBusSku == 'Premium') {
  scope: group
  params: {
    name: 'pe-bus-${name}'
    location: location
    tags: tags
    targetId: serviceBus.outputs.id
    part: 'namespace'
    zoneName: 'privatelink.servicebus.windows.net'
    networkId: network!.outputs.id
    subnetId: network!.outputs.endpointSubnetId
  }
}

module app 'modules/functionApp.bicep' = {
  scope: group
  params: {
    name: 'func-${name}'
    planName: 'plan-${name}'
    location: location
    tags: tags
    identityId: identity.outputs.id
    packageUri: storage.outputs.packageUri
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttp: alwaysReadyHttp
    zoneRedundant: zoneRedundant
    privateNetwork: privateNetwork
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    allowedAddresses: allowedAddresses
    settings: {
      // The Functions host's own storage, and the triggers' connections, by identity.
      AzureWebJobsStorage__blobServiceUri: storage.outputs.blobEndpoint
      AzureWebJobsStorage__queueServiceUri: storage.outputs.queueEndpoint
      AzureWebJobsStorage__tableServiceUri: storage.outputs.tableEndpoint
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identity.outputs.clientId
      ActivationStorage__blobServiceUri: storage.outputs.blobEndpoint
      ActivationStorage__queueServiceUri: storage.outputs.queueEndpoint
      ActivationStorage__credential: 'managedidentity'
      ActivationStorage__clientId: identity.outputs.clientId
      ActivationServiceBus__fullyQualifiedNamespace: serviceBus.outputs.fullyQualifiedNamespace
      ActivationServiceBus__credential: 'managedidentity'
      ActivationServiceBus__clientId: identity.outputs.clientId
      EvaluateSchedule: evaluateSchedule
      // The app's own clients: this identity, and no looking around for others.
      AZURE_CLIENT_ID: identity.outputs.clientId
      AZURE_TOKEN_CREDENTIALS: 'ManagedIdentityCredential'
      APPLICATIONINSIGHTS_CONNECTION_STRING: monitoring.outputs.connectionString
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identity.outputs.clientId};Authorization=AAD'
      Activation__Storage__BlobServiceUri: storage.outputs.blobEndpoint
      Activation__Storage__TableServiceUri: storage.outputs.tableEndpoint
      // Instances have 0.8 GB of disk; the host takes some of it.
      Activation__Storage__MemoryMegabytes: string(instanceMemoryMB)
      Activation__Storage__ScratchMegabytes: '700'
      Activation__Secrets__KeyVaultUri: vault.outputs.uri
      Activation__DeploymentKey: vault.outputs.deploymentKeyReference
      Activation__Api__Key: vault.outputs.apiKeyReference
      Activation__Delivery__AllowedHosts: allowedHosts
    }
  }
  dependsOn: [roles, storageEndpoint, vaultEndpoint, serviceBusEndpoint]
}

module eventGrid 'modules/eventGrid.bicep' = {
  scope: group
  params: { name: 'evgt-${name}', location: location, tags: tags, storageId: storage.outputs.id }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    location: location
    tags: tags
    emails: alertEmails
    storageId: storage.outputs.id
    serviceBusId: serviceBus.outputs.id
    systemTopicId: eventGrid.outputs.id
    workspaceId: monitoring.outputs.workspaceId
    insightsId: monitoring.outputs.insightsId
    appHostName: app.outputs.hostName
  }
}

module budget 'modules/budget.bicep' = {
  scope: group
  params: { monthlyAmount: monthlyBudget, startDate: budgetStart, emails: alertEmails, actionGroupId: alerts.outputs.actionGroupId }
}

output AZURE_RESOURCE_GROUP string = group.name
output AZURE_FUNCTION_APP_NAME string = app.outputs.name
output AZURE_SYSTEM_TOPIC_NAME string = eventGrid.outputs.name
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.name
output AZURE_KEY_VAULT_NAME string = vault.outputs.name
output ACTIVATION_URL string = 'https://${app.outputs.hostName}'
output BUDGET_START_DATE string = budgetStart
