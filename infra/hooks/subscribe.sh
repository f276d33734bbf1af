#!/bin/sh
# Subscribes the app to the events of dropped files. Needs the Azure CLI (az login) and the values that azd keeps of the deployment; may be run again at any time.
set -eu
: "${AZURE_RESOURCE_GROUP:?Run azd provision first, or set AZURE_RESOURCE_GROUP.}"
: "${AZURE_FUNCTION_APP_NAME:?Run azd provision first, or set AZURE_FUNCTION_APP_NAME.}"
: "${AZURE_SYSTEM_TOPIC_NAME:?Run azd provision first, or set AZURE_SYSTEM_TOPIC_NAME.}"

infra=$(cd "$(dirname "$0")/.." && pwd)

# The key of the blob triggers' endpoint is made by the host's first start, which may take a minute after a deployment.
attempt=1
until az deployment group create --only-show-errors --output none \
  --name activation-subscriptions \
  --subscription "${AZURE_SUBSCRIPTION_ID:?Set AZURE_SUBSCRIPTION_ID.}" \
  --resource-group "$AZURE_RESOURCE_GROUP" \
  --template-file "$infra/subscriptions.bicep" \
  --parameters functionAppName="$AZURE_FUNCTION_APP_NAME" systemTopicName="$AZURE_SYSTEM_TOPIC_NAME"; do
  if [ "$attempt" -ge 10 ]; then
    echo "The app does not take the subscriptions. See whether it has started (GET /health), then: azd hooks run postdeploy" >&2
    exit 1
  fi
  echo "The app is not ready for events yet; attempt $attempt of 10; the next one follows in 30 seconds."
  attempt=$((attempt + 1))
  sleep 30
done
echo "Files dropped in crm and events are imported from now on."
