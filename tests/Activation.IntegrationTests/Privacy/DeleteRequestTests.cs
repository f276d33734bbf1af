using System.Text.Json;
using Activation.IntegrationTests.Support;
using Activation.IntegrationTests.Truth;

namespace Activation.IntegrationTests.Privacy;

/// <summary>A deletion: out of every destination, and out of everything stored.</summary>
public sealed class DeleteRequestTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    [Fact]
    public async Task Delete_ByHashedEmail_NothingOfThePersonIsLeftAnywhere()
    {
        await using var scenario = await StartAsync();
        await DeleteAsync(scenario, new { type = "delete", identifiers = new[] { new { email = PrivacyWorld.Hash(PrivacyWorld.PatEmail) } } });
    }

    [Fact]
    public async Task Delete_ByEmailThenImportAgain_ThePersonStaysOutByEveryIdentifier_UntilUnsuppressed()
    {
        await using var scenario = await StartAsync();
        await DeleteAsync(scenario, new { type = "delete", identifiers = new[] { new { email = PrivacyWorld.PatEmail } } });

        var again = await scenario.ImportAsync("again.csv", PrivacyWorld.Csv(
            PrivacyWorld.Others, PrivacyWorld.PatRow, $"{PrivacyWorld.Pat},,,Gold\n", $",{PrivacyWorld.PatEmail},,Gold\n", $"NEW-1,{PrivacyWorld.Hash(PrivacyWorld.PatEmail)},,Gold\n"));
        var events = await scenario.Api.ImportAsync("web", "e3.csv", $"event,email,timestamp,event_id,value\nPurchase,{PrivacyWorld.PatEmail},{TimeProvider.System.GetUtcNow().AddHours(-1):O},new,10\n");

        again.GetProperty("reasons").Number("suppressed").ShouldBe(4);
        again.Number("rejected").ShouldBe(4);
        again.Number("unchanged").ShouldBe(21);
        events.GetProperty("reasons").Number("suppressed").ShouldBe(1);
        (await scenario.Api.RunAsync("all")).Text("state").ShouldBe("completed");
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), "imported again");
        (await new StorageSearch(scenario.Account, PrivacyWorld.IdentifiersOfPat()).FindAsync()).ShouldBeEmpty();
        (await scenario.Api.GetAsync("/api/privacy/suppressions")).Number("count").ShouldBe(3, "the email in two forms, and the customer id; not the phone, which Quinn has");

        (await PrivacyWorld.RunAsync(scenario, new { type = "unsuppress", identifiers = new[] { new { email = PrivacyWorld.PatEmail } } })).Text("status").ShouldBe("FINISHED");
        (await scenario.Api.GetAsync("/api/privacy/suppressions")).Number("count").ShouldBe(0, "what was found to be of the same person goes too");
        await ShouldComeBackAsync(scenario, "unsuppressed");
    }

    [Fact]
    public async Task Delete_ByCustomerIdWithoutSuppression_ThePersonIsGoneUntilAFileBringsThemBack()
    {
        await using var scenario = await StartAsync();
        await DeleteAsync(scenario, new { type = "delete", suppress = false, identifiers = new[] { new { customerId = PrivacyWorld.Pat } } });
        (await scenario.Api.GetAsync("/api/privacy/suppressions")).Number("count").ShouldBe(0);
        await ShouldComeBackAsync(scenario, "brought back");
    }

    [Fact]
    public async Task Delete_WhileAPlatformIsDown_IsRunningUntilItConfirms_AndTheIdentifiersAreKeptUntilThen()
    {
        await using var scenario = await StartAsync();
        await scenario.Api.PutAsync("/api/syncs/all", new { segment = "all", destination = "meta", minimumSize = 0, maxRemoveShare = 0.0001, paused = true });
        scenario.Platform.Fault = call => call.Operation is "remove" ? Activation.Local.Sandbox.SandboxFault.Error500 : null;
        var request = await PrivacyWorld.RequestAsync(scenario, new { type = "delete", identifiers = new[] { new { email = PrivacyWorld.PatEmail } } });

        var waiting = await Polling.UntilAsync("the files to confirm", TimeSpan.FromSeconds(60), async () =>
        {
            var now = await scenario.Api.GetAsync($"/api/privacy/requests/{request}");
            return now.GetProperty("destinations").EnumerateArray().Any(d => d.Text("destination") == "files" && d.Text("status") == "FINISHED") ? new Found(now) : null;
        });

        waiting.Request.Text("status").ShouldBe("RUNNING");
        var meta = waiting.Request.GetProperty("destinations").EnumerateArray().Single(d => d.Text("destination") == "meta");
        (meta.Text("status"), meta.TryGetProperty("confirmedAt", out _)).ShouldBe(("RUNNING", false));
        meta.Text("message").ShouldContain("'all'");
        var kept = new List<string>();
        await foreach (var blob in scenario.Account.Blobs.GetBlobContainerClient("privacy").GetBlobsAsync())
        {
            kept.Add(blob.Name);
        }

        kept.ShouldAllBe(name => name.StartsWith(request, StringComparison.Ordinal));
        kept.ShouldNotBeEmpty();

        scenario.Platform.Fault = null;
        var ended = await PrivacyWorld.EndAsync(scenario, request);
        ended.Text("status").ShouldBe("FINISHED", ended.GetRawText());
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), "also of a paused sync, over a brake");
        (await new StorageSearch(scenario.Account, PrivacyWorld.IdentifiersOfPat()).FindAsync()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Delete_OfSomebodyAllOfWhoseKeysOthersHave_KeepsTheseKeysAloneUnderOneOfThem()
    {
        await using var scenario = await PrivacyWorld.StartAsync(azurite, nameof(Delete_OfSomebodyAllOfWhoseKeysOthersHave_KeepsTheseKeysAloneUnderOneOfThem));
        await scenario.DefineAsync(("all", PrivacyWorld.All));
        await scenario.Api.PutAsync("/api/syncs/all", new { segment = "all", destination = "meta", minimumSize = 0, maxRemoveShare = 1.0, identifiers = new[] { "phone" } });
        var others = $"{PrivacyWorld.Quinn},,{PrivacyWorld.SharedPhone},Gold\nROBIN-0003-of-the-airline,,+12025550124,Gold\n";
        await scenario.ImportAsync("all.csv", PrivacyWorld.Csv(others, $"{PrivacyWorld.Pat},{PrivacyWorld.PatEmail},{PrivacyWorld.SharedPhone}; +12025550124,Gold\n"));
        await scenario.RunAsync("all");

        var ended = await PrivacyWorld.RunAsync(scenario, new { type = "delete", identifiers = new[] { new { email = PrivacyWorld.PatEmail } } });

        ended.Text("status").ShouldBe("FINISHED", ended.GetRawText());
        (await new StorageSearch(scenario.Account, PrivacyWorld.OfPat()).FindAsync()).ShouldBeEmpty();
        var phones = PrivacyWorld.Keys(others).Where(k => k.StartsWith("PHONE", StringComparison.Ordinal)).ToHashSet(StringComparer.Ordinal);
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(phones, "both others stay");

        // When one of them goes, the other is still there: what linked them is kept.
        await PrivacyWorld.RunAsync(scenario, new { type = "delete", identifiers = new[] { new { customerId = PrivacyWorld.Quinn } } });
        await scenario.RunAsync("all");
        (await scenario.AudienceAsync("all")).Count.ShouldBe(1);
        (await new StorageSearch(scenario.Account, new Needles([PrivacyWorld.Hash(PrivacyWorld.SharedPhone.TrimStart('+')), PrivacyWorld.Quinn])).FindAsync()).ShouldBeEmpty();
    }

    private Task<Scenario> StartAsync([System.Runtime.CompilerServices.CallerMemberName] string test = "") => PrivacyWorld.StartAsync(azurite, test).PreparedAsync(PrivacyWorld.FillAsync);

    /// <summary>Pat is everywhere, is deleted, and nothing is left anywhere.</summary>
    private static async Task DeleteAsync(Scenario scenario, object request)
    {
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others, PrivacyWorld.PatRow), "before");
        var before = await new StorageSearch(scenario.Account, PrivacyWorld.OfPat()).FindAsync();
        foreach (var place in new[] { "table Profiles", "table Aliases", "blob snapshot/", "blob snapshot/events/", "blob snapshot/seen/", "blob ledger/all/", "blob ledger/all-files/", "blob exports/" })
        {
            before.ShouldContain(found => found.StartsWith(place, StringComparison.Ordinal), $"the search must find what is there: {place}");
        }

        var ended = await PrivacyWorld.RunAsync(scenario, request);

        ended.Text("status").ShouldBe("FINISHED", ended.GetRawText());
        ended.Number("people").ShouldBe(1);
        ended.GetProperty("stores").EnumerateArray().ShouldAllBe(s => s.Text("status") == "FINISHED");
        var receipts = ended.GetProperty("destinations").EnumerateArray().ToDictionary(d => d.Text("destination"), StringComparer.Ordinal);
        receipts.Keys.Order(StringComparer.Ordinal).ShouldBe(["files", "meta"]);
        foreach (var receipt in receipts.Values)
        {
            receipt.Text("status").ShouldBe("FINISHED");
            receipt.Number("people").ShouldBe(1);
            receipt.GetProperty("confirmedAt").GetDateTimeOffset().ShouldBeInRange(ended.GetProperty("createdAt").GetDateTimeOffset(), ended.GetProperty("endedAt").GetDateTimeOffset());
        }

        receipts["meta"].GetProperty("erased").GetBoolean().ShouldBeTrue();
        scenario.Platform.Calls.ShouldContain(c => c.Operation == "erase");
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), "Pat has left, and Quinn has not");
        (await new ExportedMembers(scenario.Account, "agency").ReadAsync()).Values.SelectMany(k => k).ToHashSet(StringComparer.Ordinal).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others), "files");
        (await new StorageSearch(scenario.Account, PrivacyWorld.OfPat()).FindAsync()).ShouldBeEmpty();
        PrivacyWorld.IdentifiersOfPat().IsIn(System.Text.Encoding.UTF8.GetBytes(scenario.HostOutput)).ShouldBeFalse("the log holds identifiers");
    }

    private static async Task ShouldComeBackAsync(Scenario scenario, string when)
    {
        await scenario.ImportAsync("back.csv", PrivacyWorld.Csv(PrivacyWorld.PatRow));
        await scenario.RunAsync("all");
        (await scenario.AudienceAsync("all")).ShouldHoldExactly(PrivacyWorld.Keys(PrivacyWorld.Others, PrivacyWorld.PatRow), when);
    }

    private sealed record Found(JsonElement Request);
}
