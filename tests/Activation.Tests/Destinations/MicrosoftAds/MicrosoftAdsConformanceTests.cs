using Activation.Destinations;
using Activation.Destinations.MicrosoftAds;
using Activation.Destinations.OAuth;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.MicrosoftAds;

public sealed class MicrosoftAdsConformanceTests : PlatformConformanceTests
{
    private AccessTokens? tokens;

    private protected override IDestination Destination => new MicrosoftAdsDestination(Http.Client, tokens ??= new AccessTokens(Http.Client, TimeProvider.System), TimeProvider.System);

    private protected override string Settings => $$"""{"customerId":"21","accountId":"42","apiBaseUrl":"{{Sandbox.BaseUrl}}microsoft","tokenUrl":"{{Sandbox.BaseUrl}}microsoft/token"}""";

    private protected override IReadOnlyDictionary<string, string> Secret => Credentials("sandbox-client-secret");

    private protected override IReadOnlyDictionary<string, string> WrongSecret => Credentials("another-client-secret");

    // https://learn.microsoft.com/en-us/advertising/guides/operation-error-codes?view=bingads-13
    private protected override IReadOnlyList<DocumentedError> Errors =>
    [
        new(500, Fault(0, "InternalError"), Retry, "InternalError"),
        new(401, Fault(105, "InvalidCredentials"), Reconnect, "105"),
        new(400, Fault(106, "UserIsNotAuthorized"), Stop, "106"),
        new(400, Fault(108, "UserCompromised"), Reconnect, "108"),
        new(401, Fault(109, "AuthenticationTokenExpired"), Reconnect, "109"),
        new(400, Fault(116, "RequestMissingHeaders"), Stop, "116"),
        new(400, Fault(117, "CallRateExceeded"), Throttled, "117") { Wait = TimeSpan.FromMinutes(1) },
        new(400, Fault(120, "UserLoginAccessDenied"), Reconnect, "120"),
        new(400, Fault(122, "PersonalIdentityNotAvailable"), Reconnect, "122"),
        new(400, Fault(123, "WorkIdentityNotAvailable"), Reconnect, "123"),
        new(400, Fault(124, "PersonalIdentityMigratedToWork"), Reconnect, "124"),
        new(400, Fault(125, "PersonalIdentityNotAllowedByCustomer"), Reconnect, "125"),
        new(400, Fault(126, "IdentityTypeMismatch"), Reconnect, "126"),
        new(400, Fault(201, "ApiInputValidationError"), Refused, "201"),
        new(400, Fault(207, "ConcurrentRequestOverLimit"), Throttled, "207"),
        new(400, Fault(208, "InvalidAccount"), Stop, "208"),
        new(400, Fault(303, "ApiVersionNoLongerSupported"), Stop, "303"),
        new(400, """{"OperationErrors":[{"Code":106,"ErrorCode":"UserIsNotAuthorized"}],"Type":"ApiFaultDetail"}""", Stop, "106"),
        new(200, """{"PartialErrors":[{"Code":3913,"ErrorCode":"TermsAndConditionsNotAccepted","Index":0}]}""", Stop, "3913"),
        new(200, """{"PartialErrors":[{"Code":8000,"ErrorCode":"InvalidCustomerListId","Index":0}]}""", Stop, "8000"),
        new(200, """{"PartialErrors":[{"Code":8001,"ErrorCode":"InvalidCustomerListActionType","Index":0}]}""", Stop, "8001"),
        new(200, """{"PartialErrors":[{"Code":8002,"ErrorCode":"CustomerListItemSubTypeNotSupported","Index":0}]}""", Stop, "8002"),
        new(200, """{"PartialErrors":[{"Code":8003,"ErrorCode":"CustomerListTermsAndConditionsNotAccepted","Index":0}]}""", Stop, "8003"),
        new(200, """{"PartialErrors":[{"Code":210,"ErrorCode":"EntityNotExistent","Index":0}]}""", Stop, "210"),
        new(200, """{"PartialErrors":[{"Code":9999,"ErrorCode":"SomethingNew","Index":7}]}""", Refused, "9999"),
        new(429, "", Throttled, "http429"),
        new(502, "<html>", Retry, "http502"),
    ];

    // Emails and customer ids are items of their own: the platform does not join them to one person.
    private protected override MemberRow Row(int number) => Member.Of(number, Destination.Type.Identifiers.Take(1));

    private static Dictionary<string, string> Credentials(string clientSecret) => new()
    {
        ["developerToken"] = "sandbox-developer-token",
        ["clientId"] = "sandbox-client",
        ["clientSecret"] = clientSecret,
        ["refreshToken"] = "sandbox-refresh-token",
    };

    private static string Fault(int code, string name) => $$"""{"Errors":[{"Code":{{code}},"ErrorCode":"{{name}}","Message":""}],"TrackingId":"t","Type":"AdApiFaultDetail"}""";
}
