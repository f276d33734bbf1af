metadata description = 'What wakes somebody, with its threshold. The app itself tells of failed, held and late runs, rejected files and refused credentials (/api/alerts).'

param location string
param tags object
@description('Who is told. Without any address alerts are still shown in the portal.')
param emails string[]
param storageId string
param serviceBusId string
param systemTopicId string
param workspaceId string
param insightsId string
param appHostName string

resource group 'Microsoft.Insights/actionGroups@2023-01-01' = {
  name: 'activation'
  location: 'global'
  tags: tags
  properties: {
    groupShortName: 'activation'
    enabled: true
    emailReceivers: [for (email, i) in emails: { name: 'email-${i}', emailAddress: email, useCommonAlertSchema: true }]
  }
}

// severity: 1 act now, 2 act today, 3 look when there is time.
var metrics = [
  {
    name: 'dead-letters'
    description: 'The broker has given a message up ten times: no run, import or request goes on by itself. See "Backlog" in the runbooks.'
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'DeadletteredMessages'
    dimension: 'EntityName'
    values: null
    aggregation: 'Maximum'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT15M'
    severity: 1
  }
  {
    name: 'backlog'
    description: 'More than 5,000 messages of a queue have waited for half an hour: instances are at their maximum, or a platform holds its account back.'
    scope: serviceBusId
    namespace: 'Microsoft.ServiceBus/namespaces'
    metric: 'ActiveMessages'
    dimension: 'EntityName'
    values: null
    aggregation: 'Minimum'
    operator: 'GreaterThan'
    threshold: 5000
    window: 'PT30M'
    severity: 2
  }
  {
    name: 'storage-throttled'
    description: 'Over 500 calls in a quarter of an hour were throttled: the account or a partition is at its limit. See "Scale limits" in the runbooks.'
    scope: storageId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Transactions'
    dimension: 'ResponseType'
    values: ['ServerBusyError', 'ClientThrottlingError', 'ClientAccountRequestThrottlingError', 'ClientAccountBandwidthThrottlingError', 'SuccessWithThrottling']
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 500
    window: 'PT15M'
    severity: 2
  }
  {
    name: 'storage-unavailable'
    description: 'Less than 99 % of calls to the account were answered for a quarter of an hour.'
    scope: storageId
    namespace: 'Microsoft.Storage/storageAccounts'
    metric: 'Availability'
    dimension: null
    values: null
    aggregation: 'Average'
    operator: 'LessThan'
    threshold: 99
    window: 'PT15M'
    severity: 1
  }
  {
    name: 'events-dropped'
    description: 'Event Grid has given up telling the app of a dropped file. The hourly listing finds it; that this happens means that the app was not reached for a day.'
    scope: systemTopicId
    namespace: 'Microsoft.EventGrid/systemTopics'
    metric: 'DroppedEventCount'
    dimension: null
    values: null
    aggregation: 'Total'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 2
  }
]

resource metricAlert 'Microsoft.Insights/metricAlerts@2018-03-01' = [for alert in metrics: {
  name: 'activation-${alert.name}'
  location: 'global'
  tags: tags
  properties: {
    description: alert.description
    severity: alert.severity
    enabled: true
    scopes: [alert.scope]
    evaluationFrequency: 'PT5M'
    windowSize: alert.window
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria'
      allOf: [
        {
          criterionType: 'StaticThresholdCriterion'
          name: alert.name
          metricNamespace: alert.namespace
          metricName: alert.metric
          timeAggregation: alert.aggregation
          operator: alert.operator
          threshold: alert.threshold
          dimensions: alert.dimension == null ? [] : [{ name: alert.dimension!, operator: 'Include', values: alert.values ?? ['*'] }]
        }
      ]
    }
    actions: [{ actionGroupId: group.id }]
  }
}]

// Over the app's own metrics and the host's requests; names are those of ActivationMetrics and of the triggers, which a test holds together.
var queries = [
  {
    name: 'no-tick'
    description: 'The hourly tick has not run for two and a half hours: nothing is evaluated.'
    query: 'AppRequests | where Name == "EvaluateHourly"'
    operator: 'LessThan'
    threshold: 1
    window: 'PT3H'
    severity: 1
  }
  {
    name: 'runs-failed'
    description: 'Three or more runs have failed within an hour.'
    query: 'AppMetrics | where Name == "activation.runs" and tostring(Properties.state) == "failed" | mv-expand run = range(1, toint(Sum), 1)'
    operator: 'GreaterThanOrEqual'
    threshold: 3
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'imports-failed'
    description: 'A dropped file could not be read at all.'
    query: 'AppMetrics | where Name == "activation.imports" and tostring(Properties.state) == "failed"'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'batches-dead'
    description: 'Batches were given up: GET /api/batches?state=deadLettered says which and why.'
    query: 'AppMetrics | where Name == "activation.delivery.dead_letters"'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'work-late'
    description: 'Work that was due had waited for more than an hour before it was begun.'
    query: 'AppMetrics | where Name == "activation.queue.age" and Max > 3600'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 2
  }
  {
    name: 'out-of-memory'
    description: 'An instance had not enough memory. See "Scale limits" in the runbooks.'
    query: 'AppExceptions | where ExceptionType has "OutOfMemory" or OuterMessage has "Out of Memory Error"'
    operator: 'GreaterThan'
    threshold: 0
    window: 'PT1H'
    severity: 2
  }
]

resource queryAlert 'Microsoft.Insights/scheduledQueryRules@2023-12-01' = [for alert in queries: {
  name: 'activation-${alert.name}'
  location: location
  tags: tags
  kind: 'LogAlert'
  properties: {
    displayName: 'activation-${alert.name}'
    description: alert.description
    severity: alert.severity
    enabled: true
    scopes: [workspaceId]
    evaluationFrequency: 'PT15M'
    windowSize: alert.window
    autoMitigate: true
    skipQueryValidation: true
    criteria: {
      allOf: [
        {
          query: alert.query
          timeAggregation: 'Count'
          operator: alert.operator
          threshold: alert.threshold
          failingPeriods: { numberOfEvaluationPeriods: 1, minFailingPeriodsToAlert: 1 }
        }
      ]
    }
    actions: { actionGroups: [group.id] }
  }
}]

// From two places every quarter of an hour: enough to know, and no instance is kept up by it.
resource availability 'Microsoft.Insights/webtests@2022-06-15' = {
  name: 'activation-health'
  location: location
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource' })
  kind: 'standard'
  properties: {
    SyntheticMonitorId: 'activation-health'
    Name: 'activation-health'
    Kind: 'standard'
    Enabled: true
    Frequency: 900
    Timeout: 60
    RetryEnabled: true
    Locations: [{ Id: 'emea-nl-ams-azr' }, { Id: 'us-va-ash-azr' }]
    Request: { RequestUrl: 'https://${appHostName}/health', HttpVerb: 'GET' }
    ValidationRules: { ExpectedHttpStatusCode: 200, SSLCheck: true, SSLCertRemainingLifetimeCheck: 7 }
  }
}

resource unhealthy 'Microsoft.Insights/metricAlerts@2018-03-01' = {
  name: 'activation-unhealthy'
  location: 'global'
  tags: union(tags, { 'hidden-link:${insightsId}': 'Resource', 'hidden-link:${availability.id}': 'Resource' })
  properties: {
    description: '/health does not answer 200 from either place: the app does not start, or storage or the broker does not answer.'
    severity: 1
    enabled: true
    scopes: [availability.id, insightsId]
    evaluationFrequency: 'PT5M'
    windowSize: 'PT30M'
    autoMitigate: true
    criteria: {
      'odata.type': 'Microsoft.Azure.Monitor.WebtestLocationAvailabilityCriteria'
      webTestId: availability.id
      componentId: insightsId
      failedLocationCount: 2
    }
    actions: [{ actionGroupId: group.id }]
  }
}

output actionGroupId string = group.id
