metadata description = 'Tells of costs before the bill does: at half, at all, and at a forecast of twice the monthly amount. It stops nothing.'

@minValue(1)
param monthlyAmount int
@description('First day of the month in which the budget begins; Azure keeps that of the first deployment.')
param startDate string
param emails string[]
param actionGroupId string

var levels = [
  { name: 'half', type: 'Actual', threshold: 50 }
  { name: 'all', type: 'Actual', threshold: 100 }
  { name: 'twice', type: 'Forecasted', threshold: 200 }
]

resource budget 'Microsoft.Consumption/budgets@2023-11-01' = {
  name: 'activation'
  properties: {
    category: 'Cost'
    amount: monthlyAmount
    timeGrain: 'Monthly'
    timePeriod: { startDate: startDate }
    notifications: toObject(levels, level => level.name, level => {
      enabled: true
      operator: 'GreaterThanOrEqualTo'
      threshold: level.threshold
      thresholdType: level.type
      contactEmails: emails
      contactGroups: [actionGroupId]
    })
  }
}
