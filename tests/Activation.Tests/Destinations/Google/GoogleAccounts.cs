using System.Text.Json;
using Activation.Destinations;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Google;

/// <summary>Google accounts at the sandbox.</summary>
internal static class GoogleAccounts
{
    public static readonly IReadOnlyDictionary<string, string> User = Credentials("sandbox-client-secret");

    public static IReadOnlyDictionary<string, string> Credentials(string clientSecret) => new Dictionary<string, string>
    {
        ["credentials"] = $$"""{"type":"authorized_user","client_id":"sandbox-client","client_secret":"{{clientSecret}}","refresh_token":"sandbox-refresh-token"}""",
    };

    public static string Settings(Uri sandbox, string more = "") =>
        $$"""{"accountId":"123-456-7890","apiBaseUrl":"{{sandbox}}google","tokenUrl":"{{sandbox}}google/token"{{more}}}""";

    public static string MobileSettings(Uri sandbox, string keySpace = "ANDROID") =>
        $$"""{"accountId":"123-456-7890","keySpace":"{{keySpace}}","appId":"com.example.shop","apiBaseUrl":"{{sandbox}}googlemobile","tokenUrl":"{{sandbox}}googlemobile/token"}""";

    public static DestinationAccount Account(string settings, IReadOnlyDictionary<string, string> secret) => new(new DestinationId("google"), JsonDocument.Parse(settings).RootElement, secret);

    /// <summary>Of whole calls; reasons of single rows are in <see cref="GoogleErrorsTests"/>.</summary>
    /// <remarks>https://developers.google.com/data-manager/api/devguides/concepts/understand-errors</remarks>
    public static IReadOnlyList<DocumentedError> Errors =>
    [
        new(401, Error("UNAUTHENTICATED", "ACCESS_TOKEN_EXPIRED"), Reconnect, "ACCESS_TOKEN_EXPIRED"),
        new(403, Error("PERMISSION_DENIED", "SERVICE_DISABLED"), Stop, "SERVICE_DISABLED"),
        new(403, Error("PERMISSION_DENIED", "PERMISSION_DENIED"), Stop, "PERMISSION_DENIED"),
        new(404, Error("NOT_FOUND", "NOT_FOUND"), Stop, "NOT_FOUND"),
        new(429, Error("RESOURCE_EXHAUSTED", "RESOURCE_EXHAUSTED"), Throttled, "RESOURCE_EXHAUSTED") { Wait = TimeSpan.FromMinutes(1) },
        new(429, """{"error":{"code":429,"status":"RESOURCE_EXHAUSTED","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"RATE_LIMIT_EXCEEDED","metadata":{"quota_limit":"IngestionMutateRequestsPerDayPerProject"}}]}}""", Throttled, "RATE_LIMIT_EXCEEDED")
        {
            Wait = TimeSpan.FromHours(1),
        },
        new(500, Error("INTERNAL", "INTERNAL_ERROR"), Retry, "INTERNAL_ERROR"),
        new(503, Error("UNAVAILABLE", "UNAVAILABLE"), Retry, "UNAVAILABLE"),
        new(504, Error("DEADLINE_EXCEEDED", "DEADLINE_EXCEEDED"), Retry, "DEADLINE_EXCEEDED"),
        new(400, Error("INVALID_ARGUMENT", "INVALID_ARGUMENT"), Refused, "INVALID_ARGUMENT"),
        new(400, Violation("terms_of_service", "TERMS_AND_CONDITIONS_NOT_SIGNED"), Stop, "TERMS_AND_CONDITIONS_NOT_SIGNED"),
        new(400, Violation("destinations.destinations[0]", "INVALID_DESTINATION"), Stop, "INVALID_DESTINATION"),
        new(400, Violation("destinations.destinations[0]", "INVALID_USER_LIST_TYPE"), Stop, "INVALID_USER_LIST_TYPE"),
        new(400, Violation("audience_members.audience_members[0]", "INVALID_SHA256_FORMAT"), Refused, "INVALID_SHA256_FORMAT"),
        new(502, "<html>", Retry, "http502"),
    ];

    private static string Error(string status, string reason) =>
        $$$"""{"error":{"code":400,"message":"There was a problem with the request.","status":"{{{status}}}","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"{{{reason}}}","domain":"datamanager.googleapis.com"}]}}""";

    private static string Violation(string field, string reason) =>
        $$$"""{"error":{"code":400,"status":"INVALID_ARGUMENT","details":[{"@type":"type.googleapis.com/google.rpc.ErrorInfo","reason":"INVALID_ARGUMENT"},{"@type":"type.googleapis.com/google.rpc.BadRequest","fieldViolations":[{"field":"{{{field}}}","reason":"{{{reason}}}"}]}]}}""";
}
