metadata description = 'The storage account\'s events. Who gets them is said after the app is there: subscriptions.bicep.'

param name string
param location string
param tags object
param storageId string

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' = {
  name: name
  location: location
  tags: tags
  properties: { source: storageId, topicType: 'Microsoft.Storage.StorageAccounts' }
}

output id string = topic.id
output name string = topic.name
