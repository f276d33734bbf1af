namespace Activation.IntegrationTests.Support;

/// <summary>A destination as its user would define it, with what the sandbox takes as credentials.</summary>
/// <param name="Identifier">The one that is sent.</param>
internal sealed record PlatformSample(string Type, string Identifier, object Settings, object Secret)
{
    /// <summary>True: it knows members by our profile id.</summary>
    public bool ByProfile { get; init; }

    /// <summary>How the values in an audience are read from the sandbox, where it holds them by numbers of its own; null where they are its keys.</summary>
    public Func<Uri, string, Task<IReadOnlyCollection<string>>>? Reads { get; init; }

    /// <summary>False: it takes whatever is written, or says no more how many rows it refused once an answer was lost.</summary>
    public bool CanRefuse { get; init; } = true;
}

internal static class PlatformSamples
{
    private const string Organization = "5DC5123F5245B1D20A490D46@AdobeOrg";

    private static readonly object Client = new { clientId = "sandbox-client", clientSecret = "sandbox-client-secret" };
    private static readonly object Refresh = new { clientId = "sandbox-client", clientSecret = "sandbox-client-secret", refreshToken = "sandbox-refresh-token" };
    private static readonly object Bucket = new { accessKeyId = "sandbox-key-id", secretAccessKey = "sandbox-token" };
    private static readonly object Token = new { accessToken = "sandbox-token" };

    /// <summary>Every destination type, whose sync is named like it.</summary>
    public static IReadOnlyList<PlatformSample> All(Uri sandbox) =>
    [
        .. At(sandbox),
        new("amazon", "email", new { region = "EU", advertiserId = "42", countryCode = "US", apiBaseUrl = $"{sandbox}amazon", tokenUrl = $"{sandbox}amazon/auth/o2/token" }, Refresh) { ByProfile = true },
        new(
            "audiencemanagerfiles", "externalId",
            new { store = "s3", bucket = "demdex-s2s-clients", region = "us-east-1", root = "partner", apiBaseUrl = $"{sandbox}audiencemanagerfiles/s3", dpid = "21", customerDpid = "33", traitIds = "audiencemanagerfiles=24" },
            Bucket) { CanRefuse = false },
        new("file", "email", new { folder = "file" }, new { }) { ByProfile = true, CanRefuse = false },
        new(
            "googlemobile", "mobileAdId", new { accountId = "123-456-7890", keySpace = "ANDROID", appId = "com.example.shop", apiBaseUrl = $"{sandbox}googlemobile", tokenUrl = $"{sandbox}googlemobile/token" },
            new { credentials = """{"type":"authorized_user","client_id":"sandbox-client","client_secret":"sandbox-client-secret","refresh_token":"sandbox-refresh-token"}""" }),
        new("serverfiles", "externalId", new { store = "s3", bucket = "partner", region = "eu-central-1", apiBaseUrl = $"{sandbox}serverfiles/s3" }, Bucket) { CanRefuse = false },
        new("webhook", "email", new { url = $"{sandbox}sandbox/webhook/webhook" }, new { signingSecret = "sandbox-signing-secret" }) { ByProfile = true },
    ];

    /// <summary>Every platform whose stand-in keeps an audience of what it is sent.</summary>
    public static IReadOnlyList<PlatformSample> At(Uri sandbox) =>
    [
        new("adobedcs", "email", new { domainAlias = "sandbox", organizationId = Organization, emailDataSource = "12345", apiBaseUrl = $"{sandbox}adobedcs" }, new { }),
        new("analytics", "email", new { reportSuiteId = "sandboxrs", variable = "eVar5", customerIdType = "email", apiBaseUrl = $"{sandbox}analytics", imsBaseUrl = $"{sandbox}analytics" }, Client) { CanRefuse = false },
        new("campaign", "email", new { organization = "sandbox", emailHashFilter = "byEmailHash", apiBaseUrl = $"{sandbox}campaign", imsBaseUrl = $"{sandbox}campaign" }, Client),
        new("campaignclassic", "email", new { emailHashField = "emailSha256", apiBaseUrl = $"{sandbox}campaignclassic", imsBaseUrl = $"{sandbox}campaignclassic" }, Client),
        new("eventhub", "email", new { @namespace = "contoso.servicebus.windows.net", eventHub = "audiences", keyName = "sandbox-policy", apiBaseUrl = $"{sandbox}eventhub" }, new { key = "sandbox-token" }) { ByProfile = true },
        new(
            "experienceplatform", "email",
            new
            {
                organizationId = Organization,
                inletId = "9b0cb233972f3b0092992284c7353f5eead496218e8441a79b25e9421ea127f5",
                schemaId = "https://ns.adobe.com/sandbox/schemas/1",
                datasetId = "5e30d7986c0cc218a85cee65",
                apiBaseUrl = $"{sandbox}experienceplatform",
                imsBaseUrl = $"{sandbox}experienceplatform",
            },
            Client),
        new(
            "google", "email", new { accountId = "123-456-7890", apiBaseUrl = $"{sandbox}google", tokenUrl = $"{sandbox}google/token" },
            new { credentials = """{"type":"authorized_user","client_id":"sandbox-client","client_secret":"sandbox-client-secret","refresh_token":"sandbox-refresh-token"}""" }),
        new("httppush", "email", new { url = $"{sandbox}httppush/users" }, new { signingSecret = "sandbox-signing-secret" }),
        new("linkedin", "email", new { adAccountId = "508", sourcePlatform = "ACTIVATION", apiBaseUrl = $"{sandbox}linkedin", tokenUrl = $"{sandbox}linkedin/token" }, new { token = "sandbox-token" }),
        new("marketo", "email", new { munchkinId = "123-ABC-456", folderId = "1034", emailHashField = MarketoList.Field, apiBaseUrl = $"{sandbox}marketo" }, Client) { Reads = MarketoList.ReadAsync },
        new("meta", "email", new { adAccountId = Scenario.AdAccount, apiBaseUrl = sandbox }, Token),
        new("metaconversions", "email", new { pixelId = "42", apiBaseUrl = $"{sandbox}metaconversions" }, Token),
        new(
            "microsoft", "email", new { customerId = "21", accountId = "42", apiBaseUrl = $"{sandbox}microsoft", tokenUrl = $"{sandbox}microsoft/token" },
            new { developerToken = "sandbox-developer-token", clientId = "sandbox-client", clientSecret = "sandbox-client-secret", refreshToken = "sandbox-refresh-token" }),
        new("pinterest", "email", new { adAccountId = "549", apiBaseUrl = $"{sandbox}pinterest", tokenUrl = $"{sandbox}pinterest/oauth/token" }, new { token = "sandbox-token" }),
        new("reddit", "email", new { adAccountId = "t2_1a2b3c", apiBaseUrl = $"{sandbox}reddit", tokenUrl = $"{sandbox}reddit/api/v1/access_token" }, Refresh),
        new("segmentevents", "email", new { apiBaseUrl = $"{sandbox}segmentevents" }, new { writeKey = "sandbox-token" }),
        new("servicebustopic", "email", new { @namespace = "contoso.servicebus.windows.net", topic = "audiences", keyName = "sandbox-policy", apiBaseUrl = $"{sandbox}servicebustopic" }, new { key = "sandbox-token" }) { ByProfile = true },
        new("snapchat", "email", new { adAccountId = "8adc3db7-8148-4fbf-999c-8d2266369d74", apiBaseUrl = $"{sandbox}snapchat", tokenUrl = $"{sandbox}snapchat/login/oauth2/access_token" }, Refresh),
        new("target", "externalId", new { clientCode = "sandbox", apiBaseUrl = $"{sandbox}target" }, new { profileToken = "sandbox-token" }),
        new("thetradedesk", "mobileAdId", new { advertiserId = "abc123", apiBaseUrl = $"{sandbox}thetradedesk" }, new { secretKey = "sandbox-advertiser-secret" }),
        new("tiktok", "email", new { advertiserId = "42", apiBaseUrl = $"{sandbox}tiktok" }, Token),
        new(
            "x", "email", new { adsAccountId = "18ce54d4x5t", apiBaseUrl = $"{sandbox}x" },
            new { consumerKey = "sandbox-consumer-key", consumerSecret = "sandbox-consumer-secret", accessToken = "sandbox-token", accessTokenSecret = "sandbox-token-secret" }),
    ];
}
