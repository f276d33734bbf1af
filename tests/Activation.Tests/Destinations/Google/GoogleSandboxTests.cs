using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Google;
using Activation.Destinations.OAuth;
using Activation.Local.Sandbox;
using Activation.Local.Sandbox.Doubles;
using Activation.Tests.Sandbox;

namespace Activation.Tests.Destinations.Google;

/// <summary>Google over HTTP against its stand-in.</summary>
public sealed class GoogleSandboxTests : GoogleSandboxTest
{
    [Fact]
    public async Task Check_ServiceAccount_SignsItsAssertion()
    {
        var secret = new Dictionary<string, string> { ["credentials"] = GoogleAssertion.KeyFile };

        (await Destination.CheckAsync(Account(secret: secret), CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Select(c => c.Operation).ShouldBe(["token", "check"]);
        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Check_TokenRefused_GetsAnotherAtTheNextCall()
    {
        await Destination.CheckAsync(Account(), CancellationToken.None);
        Sandbox.Platform.Answer = call => call.Operation == "check" ? new SandboxAnswer(401, """{"error":{"code":401,"status":"UNAUTHENTICATED"}}""") : null;

        (await Destination.CheckAsync(Account(), CancellationToken.None)).Outcome.ShouldBe(DestinationOutcome.Reconnect);
        Sandbox.Platform.Answer = null;

        (await Destination.CheckAsync(Account(), CancellationToken.None)).ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Calls.Count(c => c.Operation == "token").ShouldBe(2);
    }

    [Fact]
    public async Task Ensure_DisplayVideoBehindManager_MakesTheListThere()
    {
        var account = Account(""","accountType":"DISPLAY_VIDEO_ADVERTISER","loginAccountId":"999","membershipDays":90""");

        var list = await EnsureAsync(account);

        Sandbox.Platform.Audiences.ShouldHaveSingleItem().AdAccount.ShouldBe("google:DISPLAY_VIDEO_ADVERTISER.1234567890");
        (await SendAsync(account, list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Result.ShouldBe(DestinationResult.Success);
    }

    [Fact]
    public async Task Ensure_NameTakenByForeignList_SaysWhatToDo()
    {
        await EnsureAsync(spec: Spec() with { Marker = "[other]" });

        var ensured = await Destination.EnsureAudienceAsync(Account(), Spec(), CancellationToken.None);

        ensured.Result.Outcome.ShouldBe(DestinationOutcome.Stop);
        ensured.Result.Message.ShouldContain("audienceName");
    }

    [Fact]
    public async Task Ensure_OwnListWithoutKnownId_IsAdopted() => (await EnsureAsync()).ShouldBe(await EnsureAsync());

    [Fact]
    public async Task UnknownList_EverywhereItIsNamed_IsMissing()
    {
        (await Destination.EnsureAudienceAsync(Account(), Spec("999"), CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await SendAsync(Account(), "999", BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
        (await Destination.ReportAsync(Account(), "999", [], CancellationToken.None))?.Result.Outcome.ShouldBe(DestinationOutcome.AudienceMissing);
    }

    [Fact]
    public async Task Delete_List_IsGoneAndMayBeAskedTwice()
    {
        var list = await EnsureAsync();

        (await Destination.DeleteAudienceAsync(Account(), list, CancellationToken.None)).ShouldBe(DestinationResult.Success);
        (await Destination.DeleteAudienceAsync(Account(), list, CancellationToken.None)).ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Audiences.ShouldBeEmpty();
    }

    [Fact]
    public async Task Remove_RunEmptiesTheAudience_ClearsTheListOfOthersToo()
    {
        var list = await EnsureAsync();
        await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["put in by hand"])));
        var batch = new DestinationBatch(new BatchId(new RunId("gold.2"), 1), 1, list, "Gold", BatchOperation.Remove, [Member.Of("C-1", ("email", ["a"]))], DateTimeOffset.UnixEpoch);

        (await Destination.SendAsync(Account(), batch, CancellationToken.None)).Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Keys(list).ShouldBe([$"EMAIL:{Member.Hash("put in by hand")}"]);
        var sent = await Destination.SendAsync(Account(), batch with { EmptiesAudience = true }, CancellationToken.None);

        sent.Result.ShouldBe(DestinationResult.Success);
        Sandbox.Platform.Keys(list).ShouldBeEmpty();
        Sandbox.Platform.Calls.Select(c => c.Operation).TakeLast(2).ShouldBe(["remove", "clear"]);
        (await Destination.ReportAsync(Account(), list, [sent.Receipt.ShouldNotBeNull()], CancellationToken.None))?.Receipts.ShouldHaveSingleItem().State.ShouldBe(ReceiptState.Completed);
    }

    [Fact]
    public async Task Remove_ClearingFails_FailsTheWhole()
    {
        var list = await EnsureAsync();
        Sandbox.Platform.Fault = call => call.Operation == "clear" ? SandboxFault.Error500 : null;
        var batch = new DestinationBatch(new BatchId(new RunId("gold.2"), 1), 1, list, "Gold", BatchOperation.Remove, [Member.Of("C-1", ("email", ["a"]))], DateTimeOffset.UnixEpoch) { EmptiesAudience = true };

        (await Destination.SendAsync(Account(), batch, CancellationToken.None)).Result.Outcome.ShouldBe(DestinationOutcome.Retry);
    }

    /// <remarks>Golden: the request of https://developers.google.com/data-manager/api/devguides/audiences/google-ads/customer-match/remove-all-members without removeAsOfTime, "clearing all current members".</remarks>
    [Fact]
    public void Body_OfClearing_NamesTheListAlone() =>
        JsonSerializer.Serialize(new GoogleClearBody([new GoogleTarget(null, new GoogleAccount("GOOGLE_ADS", "1234567890"), "55")]), GoogleJson.Default.GoogleClearBody).ShouldBe(
            """{"destinations":[{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"55"}]}""");

    [Fact]
    public async Task Add_WholeAddress_IsOneKeyAndPartOfOneIsNone()
    {
        var list = await EnsureAsync();

        await SendAsync(Account(), list, BatchOperation.Add, WithAddress());
        await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-2", ("email", ["b@example.com"]), ("firstName", ["dana"])));

        Sandbox.Platform.Keys(list).ShouldBe(
            [$"ADDRESS:{Member.Hash("dana")},{Member.Hash("smith")},US,94103", .. new[] { "b@example.com", "dana@example.com" }.Select(e => $"EMAIL:{Member.Hash(e)}").Order(StringComparer.Ordinal)]);
    }

    [Fact]
    public async Task Add_BadMembers_AreNamedAndTheOthersAreIn()
    {
        var list = await EnsureAsync();

        var sent = await SendAsync(Account(), list, BatchOperation.Add, WithAddress(region: "us"), Member.Of("C-2", ("email", ["b"])), new MemberRow(ProfileId.ForCustomer("C-3"), [new("email", ["plain"])]));

        sent.Result.ShouldBe(DestinationResult.Success);
        sent.Rejected.ShouldBe([new RejectedRow(0, "invalidCountryCode"), new RejectedRow(2, "invalidHexEncoding")]);
        Sandbox.Platform.Keys(list).ShouldBe([$"EMAIL:{Member.Hash("b")}"]);
        Sandbox.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(2);
    }

    [Fact]
    public async Task Add_MoreIdentifiersThanAMemberMayHave_SendsThemAll()
    {
        var list = await EnsureAsync();
        var emails = Enumerable.Range(0, 25).Select(i => $"{i}@example.com").ToArray();

        (await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", emails)))).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Keys(list).ShouldNotBeNull().Count.ShouldBe(25);
        Sandbox.Platform.Calls.Last(c => c.Operation == "add").Rows.ShouldBe(3);
    }

    [Fact]
    public async Task Report_AfterAdd_HasSizeAndWhatBecameOfTheRequest()
    {
        var list = await EnsureAsync();
        var sent = await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"])));

        var report = (await Destination.ReportAsync(Account(), list, [sent.Receipt.ShouldNotBeNull(), "unknown"], CancellationToken.None)).ShouldNotBeNull();

        (report.Result, report.State, report.SizeAtLeast).ShouldBe((DestinationResult.Success, "open", 2L));
        var receipt = report.Receipts.ShouldHaveSingleItem();
        (receipt.Receipt, receipt.State, receipt.Received).ShouldBe((sent.Receipt, ReceiptState.Completed, 2L));
    }

    [Theory]
    [InlineData("SUCCESS", ReceiptState.Completed)]
    [InlineData("PROCESSING", ReceiptState.Processing)]
    [InlineData("REQUEST_STATUS_UNKNOWN", ReceiptState.Processing)]
    [InlineData("FAILED", ReceiptState.Failed)]
    [InlineData("PARTIAL_SUCCESS", ReceiptState.CompletedWithErrors)]
    public async Task Report_RequestStatus_IsReadWithItsProblems(string status, ReceiptState state)
    {
        var list = await EnsureAsync();
        Sandbox.Platform.Answer = call => call.Path.EndsWith("requestStatus:retrieve", StringComparison.Ordinal)
            ? new SandboxAnswer(200, $$$$"""{"requestStatusPerDestination":[{"requestStatus":"{{{{status}}}}","errorInfo":{"errorCounts":[{"recordCount":"7","reason":"PROCESSING_ERROR_REASON_DENIED_CONSENT"}]},"warningInfo":{"warningCounts":[{"recordCount":"2","reason":"PROCESSING_WARNING_REASON_OTHER"}]},"audienceMembersIngestionStatus":{"userDataIngestionStatus":{"recordCount":"10","userIdentifierCount":"12"}}}]}""")
            : null;

        var report = (await Destination.ReportAsync(Account(), list, ["126365e1-16d0-4c81-9de9-f362711e250a"], CancellationToken.None)).ShouldNotBeNull();

        var receipt = report.Receipts.ShouldHaveSingleItem();
        (receipt.State, receipt.Received, receipt.Invalid).ShouldBe((state, 10L, 7L));
        receipt.Problems.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("deniedConsent", (long?)7));
        receipt.Warnings.ShouldHaveSingleItem().ShouldBe(KeyValuePair.Create("other", (long?)2));
    }

    [Fact]
    public async Task Report_RequestStatusCannotBeAsked_SaysSoAndKeepsWhatItHas()
    {
        var list = await EnsureAsync();
        var sent = (await SendAsync(Account(), list, BatchOperation.Add, Member.Of("C-1", ("email", ["a"])))).Receipt.ShouldNotBeNull();
        var asked = 0;
        Sandbox.Platform.Fault = call => call.Path.EndsWith("requestStatus:retrieve", StringComparison.Ordinal) && ++asked == 2 ? SandboxFault.Throttle : null;

        var report = (await Destination.ReportAsync(Account(), list, [sent, "other"], CancellationToken.None)).ShouldNotBeNull();

        report.Result.Outcome.ShouldBe(DestinationOutcome.Throttled);
        report.Receipts.ShouldHaveSingleItem().Receipt.ShouldBe(sent);
    }

    /// <remarks>
    /// Golden: https://developers.google.com/data-manager/api/devguides/audiences/send-audience-members, with the address of …/reference/rest/v1/UserData, and the consent where
    /// …/reference/rest/v1/AudienceMember has it, since it is not everybody's.
    /// </remarks>
    [Fact]
    public void Body_OfIngestion_IsThePlatformsExample()
    {
        var body = new GoogleMembersBody(
            [new GoogleTarget(null, new GoogleAccount("GOOGLE_ADS", "1234567890"), "55")],
            [.. GoogleMember.Of([Consented("ad_user_data", "ad_personalization"), WithAddress()], mobile: null, ["ad_user_data", "ad_personalization"]).Select(m => m.Content)],
            "HEX", new GoogleTerms("ACCEPTED"));

        JsonSerializer.Serialize(body, GoogleJson.Default.GoogleMembersBody).ShouldBe(string.Concat(
            """{"destinations":[{"operatingAccount":{"accountType":"GOOGLE_ADS","accountId":"1234567890"},"productDestinationId":"55"}],"audienceMembers":[""",
            """{"compositeData":{"userData":{"userIdentifiers":[{"emailAddress":"07e2f1394b0ea80e2adca010ea8318df697001a005ba7452720edda4b0ce57b3"},{"emailAddress":"1df6b43bc68dd38eca94e6a65b4f466ae537b796c81a526918b40ac4a7b906c7"}]}},"consent":{"adUserData":"CONSENT_GRANTED","adPersonalization":"CONSENT_GRANTED"}},""",
            $$$$"""{"compositeData":{"userData":{"userIdentifiers":[{"emailAddress":"07e2f1394b0ea80e2adca010ea8318df697001a005ba7452720edda4b0ce57b3"},{"address":{"givenName":"{{{{Member.Hash("dana")}}}}","familyName":"{{{{Member.Hash("smith")}}}}","regionCode":"US","postalCode":"94103"}}]}}}],""",
            """ "encoding":"HEX","termsOfService":{"customerMatchTermsOfServiceStatus":"ACCEPTED"}}""".TrimStart()));
    }

    [Theory]
    [InlineData("", new string[0], null)]
    [InlineData("", new[] { "ad_user_data" }, """{"adUserData":"CONSENT_GRANTED"}""")]
    [InlineData("", new[] { "ad_personalization", "ad_user_data" }, """{"adUserData":"CONSENT_GRANTED","adPersonalization":"CONSENT_GRANTED"}""")]
    [InlineData(",\"adUserData\":\"unspecified\"", new[] { "ad_personalization", "ad_user_data" }, """{"adPersonalization":"CONSENT_GRANTED"}""")]
    [InlineData(",\"adUserData\":\"unspecified\",\"adPersonalization\":\"unspecified\"", new[] { "ad_personalization", "ad_user_data" }, null)]
    public void Member_SaysTheConsentsThatWereGiven_AndNoOthers(string settings, string[] given, string? said)
    {
        var read = new GoogleSettings(GoogleAccounts.Account($$"""{"accountId":"1"{{settings}}}""", GoogleAccounts.User));

        var consent = GoogleMember.Of([Consented(given)], mobile: null, read.StatedConsents).ShouldHaveSingleItem().Content.Consent;

        (consent is null ? null : JsonSerializer.Serialize(consent, GoogleJson.Default.GoogleConsent)).ShouldBe(said);
    }

    [Fact]
    public async Task Add_PeopleWithAndWithoutConsent_AreSentTogether()
    {
        var list = await EnsureAsync();

        (await SendAsync(Account(), list, BatchOperation.Add, Consented("ad_user_data", "ad_personalization"), WithAddress())).Result.ShouldBe(DestinationResult.Success);

        Sandbox.Platform.Calls.Count(c => c.Operation == "add").ShouldBe(1);
    }

    private static MemberRow Consented(params string[] consents) =>
        Member.Of("C-1", ("email", ["dana@example.com", "danam@example.com"])) with { Enrichment = Enrichment.None with { Consents = consents } };

    private static MemberRow WithAddress(string region = "US", string postal = "94103")
    {
        var row = Member.Of("C-1", ("email", ["dana@example.com"]), ("firstName", ["dana"]), ("lastName", ["smith"]));
        return row with { Values = [.. row.Values, new("country", [region]), new("zip", [postal])] };
    }
}
