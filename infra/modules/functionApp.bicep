metadata description = 'The Functions app on Flex Consumption: .NET 10, isolated worker, nothing running while there is nothing to do.'

param name string
param planName string
param location string
param tags object
param identityId string
param packageUri string
@allowed([2048, 4096])
@description('Megabytes of an instance. The app keeps its evaluation within it; see Activation__Storage__MemoryMegabytes.')
param instanceMemoryMB int
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int
@description('Instances of the API that are kept warm; 0 costs nothing at rest.')
param alwaysReadyHttp int
param zoneRedundant bool
param privateNetwork bool
@description('The subnet through which the app reaches everything else, with a private network.')
param subnetId string
@description('Addresses (CIDR) that may call the API while there is a private network.')
param allowedAddresses string[]
param settings object

// Event Grid cannot deliver into a private network: its calls (blob triggers) and the availability test's are let in by their service tags, and need a key or answer nothing but a health state.
var serviceRules = [
  { name: 'event-grid', tag: 'ServiceTag', ipAddress: 'AzureEventGrid', action: 'Allow', priority: 100 }
  { name: 'availability', tag: 'ServiceTag', ipAddress: 'ApplicationInsightsAvailability', action: 'Allow', priority: 110 }
]
var addressRules = [for (address, i) in allowedAddresses: {
  name: 'address-${i}'
  tag: 'Default'
  ipAddress: contains(address, '/') ? address : '${address}/32'
  action: 'Allow'
  priority: 200 + i
}]

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { name: 'FC1', tier: 'FlexConsumption' }
  properties: { reserved: true, zoneRedundant: zoneRedundant }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, { 'azd-service-name': 'activation' })
  kind: 'functionapp,linux'
  identity: { type: 'UserAssigned', userAssignedIdentities: { '${identityId}': {} } }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: privateNetwork ? subnetId : null
    keyVaultReferenceIdentity: identityId
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageUri
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'dotnet-isolated', version: '10.0' }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReadyHttp > 0 ? [{ name: 'http', instanceCount: alwaysReadyHttp }] : []
        triggers: { http: { perInstanceConcurrency: 16 } }
      }
    }
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      ftpsState: 'Disabled'
      http20Enabled: true
      ipSecurityRestrictionsDefaultAction: privateNetwork ? 'Deny' : 'Allow'
      ipSecurityRestrictions: privateNetwork ? concat(serviceRules, addressRules) : []
      // Deployments come from wherever developers and pipelines are, and sign in with Entra ID.
      scmIpSecurityRestrictionsUseMain: false
      scmIpSecurityRestrictionsDefaultAction: 'Allow'
      appSettings: [for setting in items(settings): { name: setting.key, value: setting.value }]
    }
  }

  resource scmPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }

  resource ftpPasswords 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }
}

output id string = app.id
output name string = app.name
output hostName string = app.properties.defaultHostName
