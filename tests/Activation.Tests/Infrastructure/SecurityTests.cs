using System.Text.Json.Nodes;
using static Activation.Tests.Infrastructure.Deployment;

namespace Activation.Tests.Infrastructure;

public sealed class SecurityTests
{
    private const string Storage = "Microsoft.Storage/storageAccounts";
    private const string Vault = "Microsoft.KeyVault/vaults";
    private const string ServiceBus = "Microsoft.ServiceBus/namespaces";
    private const string Site = "Microsoft.Web/sites";

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void Storage_HasNoKeysNoPublicBlobsAndTls12(string name)
    {
        var account = Deployments.Of(name).The(Storage)["properties"];

        Flag(account, "allowSharedKeyAccess").ShouldBe(false);
        Flag(account, "allowBlobPublicAccess").ShouldBe(false);
        Flag(account, "supportsHttpsTrafficOnly").ShouldBe(true);
        Flag(account, "allowCrossTenantReplication").ShouldBe(false);
        Text(account, "minimumTlsVersion").ShouldBe("TLS1_2");
        Deployments.Of(name).All($"{Storage}/blobServices/containers").ShouldAllBe(c => Text(c, "properties", "publicAccess") == "None");
    }

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void Storage_DeletesWhatIsDeleted(string name)
    {
        var blobs = Deployments.Of(name).The($"{Storage}/blobServices")["properties"];

        Flag(blobs, "deleteRetentionPolicy", "enabled").ShouldBe(false);
        Flag(blobs, "containerDeleteRetentionPolicy", "enabled").ShouldBe(false);
        Flag(blobs, "restorePolicy", "enabled").ShouldBe(false);
        Flag(blobs, "changeFeed", "enabled").ShouldBe(false);
        Flag(blobs, "isVersioningEnabled").ShouldBe(false);
    }

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void Rest_TakesIdentitiesAlone(string name)
    {
        var deployment = Deployments.Of(name);
        Flag(deployment.The(ServiceBus), "properties", "disableLocalAuth").ShouldBe(true);
        Text(deployment.The(ServiceBus), "properties", "minimumTlsVersion").ShouldBe("1.2");
        Flag(deployment.The(Vault), "properties", "enableRbacAuthorization").ShouldBe(true);
        deployment.The(Vault)["properties"]?["accessPolicies"].ShouldBeNull();
        Flag(deployment.The("Microsoft.Insights/components"), "properties", "DisableLocalAuth").ShouldBe(true);
        Flag(deployment.The("Microsoft.OperationalInsights/workspaces"), "properties", "features", "disableLocalAuth").ShouldBe(true);
        deployment.All($"{Site}/basicPublishingCredentialsPolicies").Select(p => Flag(p, "properties", "allow")).ShouldBe([false, false]);
    }

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void App_IsReachedByTlsAndDeployedByIdentity(string name)
    {
        var app = Deployments.Of(name).The(Site);

        Flag(app, "properties", "httpsOnly").ShouldBe(true);
        Text(app, "properties", "siteConfig", "minTlsVersion").ShouldBe("1.2");
        Text(app, "properties", "siteConfig", "scmMinTlsVersion").ShouldBe("1.2");
        Text(app, "properties", "siteConfig", "ftpsState").ShouldBe("Disabled");
        Text(app, "properties", "functionAppConfig", "deployment", "storage", "authentication", "type").ShouldBe("UserAssignedIdentity");
        Text(app, "identity", "type").ShouldBe("UserAssigned");
    }

    [Theory]
    [MemberData(nameof(Deployments.Names), MemberType = typeof(Deployments))]
    public void Settings_HoldNoSecret(string name)
    {
        var settings = Deployments.Of(name).Settings();

        foreach (var (key, value) in settings)
        {
            // A connection string of Application Insights says where it is, not who may write: local authentication is off.
            (value.Contains("AccountKey=", StringComparison.OrdinalIgnoreCase) || value.Contains("SharedAccess", StringComparison.OrdinalIgnoreCase)).ShouldBeFalse(key);
        }

        foreach (var secret in new[] { "Activation__DeploymentKey", "Activation__Api__Key" })
        {
            settings[secret].ShouldContain("KeyReference");
        }

        settings.Keys.ShouldNotContain("AzureWebJobsStorage");
        settings.Keys.ShouldNotContain("ActivationStorage");
        settings.Keys.ShouldNotContain("ActivationServiceBus");
    }

    [Fact]
    public void Vault_SecretsAreMadeOnceAndReferredToByName()
    {
        var template = JsonNode.Parse(Bicep.Main.Value.Output)?["resources"]?["vault"]?["properties"]?["template"];

        var secrets = template?["resources"]?.AsObject().Where(r => Text(r.Value, "type") == $"{Vault}/secrets").ToList() ?? [];
        secrets.Count.ShouldBe(2);
        secrets.ShouldAllBe(s => s.Value != null && s.Value["@options"] != null && s.Value["@options"]!["onlyIfNotExists"] != null);
        Text(template, "outputs", "deploymentKeyReference", "value").ShouldContain("@Microsoft.KeyVault(VaultName=");
        Text(template, "outputs", "apiKeyReference", "value").ShouldContain("@Microsoft.KeyVault(VaultName=");
    }

    [Theory]
    [InlineData("dev", false, "Enabled", "Allow")]
    [InlineData("prod", true, "Disabled", "Deny")]
    [InlineData("prod, others let in", true, "Enabled", "Deny")]
    public void PrivateNetwork_ShutsStorageAndVault(string name, bool isPrivate, string access, string others)
    {
        var deployment = Deployments.Of(name);
        var account = deployment.The(Storage)["properties"];

        Text(account, "publicNetworkAccess").ShouldBe(access);
        Text(account, "networkAcls", "defaultAction").ShouldBe(others);
        Text(deployment.The(Vault), "properties", "publicNetworkAccess").ShouldBe(isPrivate ? "Disabled" : "Enabled");
        deployment.All("Microsoft.Network/privateEndpoints").Select(e => Text(e["properties"]?["privateLinkServiceConnections"]?[0]?["properties"]?["groupIds"]?[0]))
            .ShouldBe(isPrivate ? ["blob", "table", "queue", "vault"] : [], ignoreOrder: true);
        deployment.All("Microsoft.Network/privateDnsZones").Count.ShouldBe(isPrivate ? 4 : 0);
        (deployment.The(Site)["properties"]?["virtualNetworkSubnetId"] is not null).ShouldBe(isPrivate);
        Text(deployment.The(Site), "properties", "siteConfig", "ipSecurityRestrictionsDefaultAction").ShouldBe(others);
    }

    [Fact]
    public void PrivateNetwork_LetsInWhoIsNamed()
    {
        var deployment = Deployments.Of("prod, others let in");

        deployment.The(Storage)["properties"]?["networkAcls"]?["ipRules"]?.AsArray().Select(r => Text(r, "value")).ShouldBe([Deployments.Address]);
        deployment.The(Site)["properties"]?["siteConfig"]?["ipSecurityRestrictions"]?.AsArray().Select(r => Text(r, "ipAddress"))
            .ShouldBe(["AzureEventGrid", "ApplicationInsightsAvailability", $"{Deployments.Address}/32"]);
    }
}
