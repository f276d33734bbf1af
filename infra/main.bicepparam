using 'main.bicep'

// Both environments: `azd env set ACTIVATION_STAGE prod` makes a production one; without it everything is as small and open as development bears.
var isProduction = readEnvironmentVariable('ACTIVATION_STAGE', 'dev') == 'prod'

param environmentName = readEnvironmentVariable('AZURE_ENV_NAME', 'dev')
param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')

var network = readEnvironmentVariable('PRIVATE_NETWORK', '')
param privateNetwork = empty(network) ? isProduction : bool(network)
param allowedAddresses = json(readEnvironmentVariable('ALLOWED_ADDRESSES', '[]'))
param allowedHosts = readEnvironmentVariable('ALLOWED_HOSTS', '')
param dropperIds = json(readEnvironmentVariable('DROPPER_IDS', '[]'))

param storageSku = isProduction ? 'Standard_ZRS' : 'Standard_LRS'
param serviceBusSku = 'Standard'
param instanceMemoryMB = isProduction ? 4096 : 2048
param maximumInstanceCount = isProduction ? 100 : 40
param alwaysReadyHttp = isProduction ? 1 : 0
param zoneRedundant = false
param purgeProtection = isProduction

param droppedFileDays = 90
param archiveDays = isProduction ? 30 : 7
param logRetentionDays = isProduction ? 90 : 30
param dailyLogGigabytes = isProduction ? 5 : 1

param alertEmails = json(readEnvironmentVariable('ALERT_EMAILS', '[]'))
var budget = readEnvironmentVariable('MONTHLY_BUDGET', '')
param monthlyBudget = !empty(budget) ? int(budget) : isProduction ? 500 : 50
param budgetStartDate = readEnvironmentVariable('BUDGET_START_DATE', '')
