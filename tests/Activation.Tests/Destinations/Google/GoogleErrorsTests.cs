using System.Net;
using System.Text;
using Activation.Destinations;
using Activation.Destinations.Google;
using static Activation.Destinations.DestinationOutcome;

namespace Activation.Tests.Destinations.Google;

public sealed class GoogleErrorsTests
{
    /// <remarks>https://developers.google.com/data-manager/api/reference/rest/v1/ErrorReason</remarks>
    [Theory]
    [InlineData("INTERNAL_ERROR", Retry)]
    [InlineData("DEADLINE_EXCEEDED", Retry)]
    [InlineData("RESOURCE_EXHAUSTED", Throttled)]
    [InlineData("NOT_FOUND", Stop)]
    [InlineData("PERMISSION_DENIED", Stop)]
    [InlineData("INVALID_ARGUMENT", Refused)]
    [InlineData("REQUIRED_FIELD_MISSING", Refused)]
    [InlineData("INVALID_FORMAT", Refused)]
    [InlineData("INVALID_HEX_ENCODING", Refused)]
    [InlineData("INVALID_BASE64_ENCODING", Refused)]
    [InlineData("INVALID_SHA256_FORMAT", Refused)]
    [InlineData("INVALID_POSTAL_CODE", Refused)]
    [InlineData("INVALID_COUNTRY_CODE", Refused)]
    [InlineData("INVALID_ENUM_VALUE", Stop)]
    [InlineData("INVALID_USER_LIST_TYPE", Stop)]
    [InlineData("INVALID_AUDIENCE_MEMBER", Refused)]
    [InlineData("TOO_MANY_AUDIENCE_MEMBERS", Stop)]
    [InlineData("TOO_MANY_USER_IDENTIFIERS", Refused)]
    [InlineData("TOO_MANY_DESTINATIONS", Stop)]
    [InlineData("INVALID_DESTINATION", Stop)]
    [InlineData("DATA_PARTNER_USER_LIST_MUTATE_NOT_ALLOWED", Stop)]
    [InlineData("INVALID_USER_LIST_ID", Stop)]
    [InlineData("MULTIPLE_DATA_TYPES_NOT_ALLOWED", Stop)]
    [InlineData("DIFFERENT_LOGIN_ACCOUNTS_NOT_ALLOWED_FOR_DATA_PARTNER", Stop)]
    [InlineData("TERMS_AND_CONDITIONS_NOT_SIGNED", Stop)]
    [InlineData("INVALID_NUMBER_FORMAT", Refused)]
    [InlineData("NO_IDENTIFIERS_PROVIDED", Refused)]
    [InlineData("DUPLICATE_DESTINATION_REFERENCE", Stop)]
    [InlineData("INVALID_REQUEST_ID", Stop)]
    [InlineData("SOMETHING_NEW", Refused)]
    public void Classify_Reason_GivesOutcomeOfTheTable(string reason, DestinationOutcome outcome)
    {
        var result = Classify(400, $$$"""{"error":{"status":"INVALID_ARGUMENT","details":[{"fieldViolations":[{"field":"x","reason":"{{{reason}}}"}]},{"reason":"INVALID_ARGUMENT"}]}}""");

        (result.Outcome, result.Code).ShouldBe((outcome, reason));
        result.Message.ShouldNotBeNullOrWhiteSpace();
    }

    [Fact]
    public void Classify_MemberAndDestinationAtFault_GoesByTheDestination()
    {
        var result = Classify(400, """{"error":{"status":"INVALID_ARGUMENT","details":[{"fieldViolations":[{"field":"audience_members.audience_members[0]","reason":"INVALID_HEX_ENCODING"},{"field":"destinations.destinations[0]","reason":"INVALID_DESTINATION"}]}]}}""");

        result.Code.ShouldBe("INVALID_DESTINATION");
    }

    [Fact]
    public void Classify_ReasonThatIsNoCode_IsNotRepeated()
    {
        var result = Classify(400, """{"error":{"status":"INVALID_ARGUMENT","details":[{"fieldViolations":[{"field":"x","reason":"a@example.com"}]}]}}""");

        result.Code.ShouldBe("INVALID_ARGUMENT");
    }

    /// <remarks>https://developers.google.com/data-manager/api/get-started/quickstart/send-audience-members has these two errors.</remarks>
    [Theory]
    [InlineData("audience_members.audience_members[0].user_data.user_identifiers", 0)]
    [InlineData("audience_members.audience_members[0]", 0)]
    [InlineData("audience_members.audience_members[9999].composite_data.user_data", 9999)]
    [InlineData("audienceMembers[3].compositeData", 3)]
    [InlineData("destinations.destinations[0]", null)]
    [InlineData("", null)]
    public void MemberOf_Field_IsTheIndex(string field, int? index) => GoogleViolations.MemberOf(new GoogleFieldViolation(field, "X")).ShouldBe(index);

    [Fact]
    public void Of_FieldsOfMembersAlone_NamesEachOnceWithItsReason()
    {
        var body = Encoding.UTF8.GetBytes("""{"error":{"details":[{"fieldViolations":[{"field":"audience_members.audience_members[2].x","reason":"INVALID_HEX_ENCODING"},{"field":"audience_members.audience_members[2].y","reason":"INVALID_FORMAT"}]}]}}""");

        GoogleViolations.Of(body, 3).ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create(2, "invalidHexEncoding"));
        GoogleViolations.Of(body, 2).ShouldBeEmpty();
    }

    private static DestinationResult Classify(int status, string body) =>
        GoogleErrors.Classify(new HttpReply(null, (HttpStatusCode)status, null, Encoding.UTF8.GetBytes(body)), DateTimeOffset.UnixEpoch);
}
