metadata description = 'Sends dropped files\' events to the app. Deployed after the app (infra/hooks), because Event Grid asks the app whether it wants them; doing it again changes nothing.'

param functionAppName string
param systemTopicName string

var triggers = [
  { subscription: 'crm-files', container: 'crm', function: 'ImportFile' }
  { subscription: 'event-files', container: 'events', function: 'ImportEvents' }
]

resource app 'Microsoft.Web/sites@2024-04-01' existing = {
  name: functionAppName
}

resource topic 'Microsoft.EventGrid/systemTopics@2025-02-15' existing = {
  name: systemTopicName
}

resource subscription 'Microsoft.EventGrid/systemTopics/eventSubscriptions@2025-02-15' = [for trigger in triggers: {
  parent: topic
  name: trigger.subscription
  properties: {
    eventDeliverySchema: 'EventGridSchema'
    destination: {
      endpointType: 'WebHook'
      properties: {
        // The blob trigger's own endpoint; the host makes the key when the app has started with a blob trigger.
        endpointUrl: 'https://${app.properties.defaultHostName}/runtime/webhooks/blobs?functionName=Host.Functions.${trigger.function}&code=${listKeys('${app.id}/host/default', '2024-04-01').systemKeys.blobs_extension}'
        maxEventsPerBatch: 1
        preferredBatchSizeInKilobytes: 64
        minimumTlsVersionAllowed: '1.2'
      }
    }
    filter: {
      includedEventTypes: ['Microsoft.Storage.BlobCreated']
      subjectBeginsWith: '/blobServices/default/containers/${trigger.container}/blobs/'
    }
    // What is not delivered within a day is found by the hourly listing of both containers.
    retryPolicy: { maxDeliveryAttempts: 30, eventTimeToLiveInMinutes: 1440 }
  }
}]
