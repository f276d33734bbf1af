# Subscribes the app to the events of dropped files. Needs the Azure CLI (az login) and the values that azd keeps of the deployment; may be run again at any time.
$ErrorActionPreference = 'Stop'
foreach ($name in 'AZURE_SUBSCRIPTION_ID', 'AZURE_RESOURCE_GROUP', 'AZURE_FUNCTION_APP_NAME', 'AZURE_SYSTEM_TOPIC_NAME') {
    if (-not [Environment]::GetEnvironmentVariable($name)) { throw "Run azd provision first, or set $name." }
}

$template = Join-Path $PSScriptRoot '..' 'subscriptions.bicep'

# The key of the blob triggers' endpoint is made by the host's first start, which may take a minute after a deployment.
for ($attempt = 1; $attempt -le 10; $attempt++) {
    az deployment group create --only-show-errors --output none `
        --name activation-subscriptions `
        --subscription $env:AZURE_SUBSCRIPTION_ID `
        --resource-group $env:AZURE_RESOURCE_GROUP `
        --template-file $template `
        --parameters functionAppName=$env:AZURE_FUNCTION_APP_NAME systemTopicName=$env:AZURE_SYSTEM_TOPIC_NAME
    if ($LASTEXITCODE -eq 0) {
        Write-Output 'Files dropped in crm and events are imported from now on.'
        exit 0
    }

    Write-Output "The app is not ready for events yet; attempt $attempt of 10; the next one follows in 30 seconds."
    Start-Sleep -Seconds 30
}

throw 'The app does not take the subscriptions. See whether it has started (GET /health), then: azd hooks run postdeploy'
