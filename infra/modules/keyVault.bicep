metadata description = 'The vault: the deployment key, the API key, and the credentials of destinations, which the API writes.'

param name string
param location string
param tags object
param privateNetwork bool
@description('Keeps deleted secrets for 90 days whatever anybody does. Cannot be taken back.')
param purgeProtection bool
@description('Where it is noted who read and wrote which secret.')
param workspaceId string
@secure()
param deploymentKey string
@secure()
param apiKey string

resource vault 'Microsoft.KeyVault/vaults@2023-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    tenantId: tenant().tenantId
    sku: { family: 'A', name: 'standard' }
    enableRbacAuthorization: true
    enableSoftDelete: true
    softDeleteRetentionInDays: purgeProtection ? 90 : 7
    enablePurgeProtection: purgeProtection ? true : null
    publicNetworkAccess: privateNetwork ? 'Disabled' : 'Enabled'
    networkAcls: { defaultAction: privateNetwork ? 'Deny' : 'Allow', bypass: 'AzureServices' }
  }
}

// Made once: with another deployment key every row would count as changed, and the suppression list could not be read.
@onlyIfNotExists()
resource deploymentKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'activation-deployment-key'
  properties: { value: deploymentKey, contentType: 'text/plain' }
}

@onlyIfNotExists()
resource apiKeySecret 'Microsoft.KeyVault/vaults/secrets@2023-07-01' = {
  parent: vault
  name: 'activation-api-key'
  properties: { value: apiKey, contentType: 'text/plain' }
}

resource audit 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  name: 'audit'
  scope: vault
  properties: {
    workspaceId: workspaceId
    logAnalyticsDestinationType: 'Dedicated'
    logs: [{ categoryGroup: 'audit', enabled: true }]
  }
}

output id string = vault.id
output name string = vault.name
output uri string = vault.properties.vaultUri
output deploymentKeyReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=activation-deployment-key)'
output apiKeyReference string = '@Microsoft.KeyVault(VaultName=${vault.name};SecretName=activation-api-key)'
