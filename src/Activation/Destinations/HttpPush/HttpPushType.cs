using System.Text.Json.Nodes;

namespace Activation.Destinations.HttpPush;

/// <summary>The catalogue entry of real-time transfers from server to server.</summary>
/// <remarks>https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers</remarks>
internal static class HttpPushType
{
    /// <summary>Of a request, at most; Audience Manager sends 1 to 10.</summary>
    public const int MaxUsers = 100;

    public const int DefaultUsers = 10;

    public const string DefaultHeader = "X-Signature";

    public static DestinationType Create() => new()
    {
        Type = "httppush",
        DisplayName = "Real-time HTTP push (server to server)",
        SettingsSchema = Settings(),
        SecretSchema = Secret(),
        Identifiers = [.. AdobeDpids.Kinds.Select(s => new AcceptedIdentifier(s.Identifier, s.Variant))],
        Keys = [.. AdobeDpids.Kinds.Select(s => new MatchKey(s.Identifier))],
        MaxBatch = MaxUsers,
        OneValuePerRow = true,
        Limits = new(Concurrency: 8, CallsPerMinute: 600, Burst: 100),
        Documentation = new Uri("https://experienceleague.adobe.com/en/docs/audience-manager/user-guide/implementation-integration-guides/receiving-audience-data/real-time-outbound-transfers/real-time-outbound-transfers"),
    };

    private static JsonObject Settings() => AdobeDpids.AddTo(new TypeSchema()
        .Address("url", "the absolute https:// address that takes the users", isRequired: true)
        .Address("apiBaseUrl", "an absolute https:// address that takes the place of the url's scheme, host and port; its path comes before the url's")
        .Integer("usersPerRequest", $"users in a request, 1 to {MaxUsers}", 1, MaxUsers, DefaultUsers)
        .Text("clientId", "your id at the receiver, its Client_ID", "^[\\x21-\\x7e]{1,100}$", maxLength: 100)
        .Text("destinationId", "the id that the receiver gave this destination, its AAM_Destination_Id", "^[\\x21-\\x7e]{1,100}$", maxLength: 100)
        .Text("segmentIds", "what the receiver calls each sync's segment, such as gold-members=14356, silver=12176; a sync that is not in it goes by its own id", AudienceCodes.Pattern, maxLength: 10_000))
        .Text("signatureHeader", "the header that holds the signature", "^[A-Za-z0-9-]{1,60}$", maxLength: 60, fallback: DefaultHeader)
        .Choice("signedContent", "what is signed", [HttpPushSignature.TimestampAndBody, HttpPushSignature.Body], HttpPushSignature.TimestampAndBody)
        .Address("tokenUrl", "the https:// address that gives OAuth 2.0 access tokens; without it requests have none")
        .Text("tokenScope", "the scope to ask for", "^[\\x20-\\x7e]{1,1000}$")
        .Choice("tokenAuthentication", "where the token endpoint wants the client's credentials", [HttpPushSettings.Basic, HttpPushSettings.Form], HttpPushSettings.Basic)
        .Create();

    private static JsonObject Secret() => new TypeSchema()
        .Text("signingSecret", "8 characters or more, shared with the receiver", minLength: 8, isRequired: true)
        .Text("previousSigningSecret", "the key before this one, 8 characters or more: requests are signed with both while the receiver changes over", minLength: 8)
        .Credential("oauthClientId", "the OAuth client's id", isRequired: false)
        .Credential("oauthClientSecret", "the OAuth client's secret", isRequired: false)
        .Pem("clientCertificate", "the client certificate: a PFX in base64, or PEM")
        .Pem("clientKey", "the private key of a client certificate in PEM, where it does not stand beside it")
        .Text("clientCertificatePassword", "the password of the PFX or of the private key")
        .Create();
}
