metadata description = 'The broker. Messages name runs and batches, never people, so that Standard without a private endpoint keeps personal data in the private network all the same.'

param name string
param location string
param tags object
@allowed(['Standard', 'Premium'])
@description('Premium has a private endpoint and a fixed price; Standard costs some ten dollars a month.')
param sku string
param privateNetwork bool

// What Activation.Storage.StorageNames lists; a test holds the two together.
var queues = ['import', 'evaluate', 'deliver', 'privacy', 'alert']

resource namespace 'Microsoft.ServiceBus/namespaces@2024-01-01' = {
  name: name
  location: location
  tags: tags
  sku: { name: sku, tier: sku, capacity: sku == 'Premium' ? 1 : null }
  properties: {
    disableLocalAuth: true
    minimumTlsVersion: '1.2'
    publicNetworkAccess: privateNetwork && sku == 'Premium' ? 'Disabled' : 'Enabled'
  }
}

resource queue 'Microsoft.ServiceBus/namespaces/queues@2024-01-01' = [for queue in queues: {
  parent: namespace
  name: queue
  properties: {
    // The host renews it for up to 30 minutes (host.json); a message of a host that died is free as soon as its leases are.
    lockDuration: 'PT45S'
    maxDeliveryCount: 10
    // A message id is {run}/{batch}/{attempt}: what is sent twice within ten minutes is one message, a retry is another.
    requiresDuplicateDetection: true
    duplicateDetectionHistoryTimeWindow: 'PT10M'
    deadLetteringOnMessageExpiration: true
    defaultMessageTimeToLive: 'P14D'
    maxSizeInMegabytes: 1024
  }
}]

output id string = namespace.id
output name string = namespace.name
output fullyQualifiedNamespace string = replace(replace(namespace.properties.serviceBusEndpoint, 'https://', ''), ':443/', '')
