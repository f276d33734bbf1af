using System.Text;
using System.Text.Json;
using Activation.Delivery;
using Activation.Destinations;
using Activation.Destinations.Meta;

namespace Activation.Tests.Destinations.Meta;

public sealed class MetaUsersBodyTests
{
    [Fact]
    public void Write_OneIdentifier_SchemaIsStillAnArray()
    {
        var json = Write(Member.Of("C-1", ("externalId", ["Zoë \"1\""])), 7);

        json.GetRawText().ShouldNotContain("Zoë \"1\"");
        var payload = json.GetProperty("payload");
        payload.GetProperty("schema").EnumerateArray().Select(v => v.GetString()).ShouldBe(["EXTERN_ID"]);
        payload.GetProperty("data")[0].EnumerateArray().Select(v => v.GetString()).ShouldBe(["Zoë \"1\""]);
    }

    /// <remarks>https://developers.facebook.com/docs/marketing-api/audiences/guides/value-based-lookalike-audiences</remarks>
    [Fact]
    public void Write_Values_AreNumbersOnEveryRowOfTheMember()
    {
        var member = Member.Of("C-1", ("email", ["a", "b"])) with { Enrichment = new Activation.Destinations.Enrichment(44.5, []) };

        var payload = Write(member, 7).GetProperty("payload").GetRawText();

        payload.ShouldBe($$"""{"schema":["EMAIL","LOOKALIKE_VALUE"],"data":[["{{Member.Hash("a")}}",44.5],["{{Member.Hash("b")}}",44.5]]}""");
    }

    /// <remarks>The example of `data` in https://developers.facebook.com/docs/marketing-api/reference/custom-audience/usersreplace: "In case a key is unknown, it should be left blank."</remarks>
    [Fact]
    public void Write_KeyThatIsUnknown_IsBlankAsInMetasExample()
    {
        var rows = MetaRows.Of([
            Member.Of("C-1", ("email", ["e"]), ("firstName", ["f"]), ("lastName", ["l"]), ("zip", ["z"])),
            Member.Of("C-2", ("firstName", ["f"]), ("lastName", ["l"]), ("zip", ["z"]))]);
        var (email, first, last, zip) = (Member.Hash("e"), Member.Hash("f"), Member.Hash("l"), Member.Hash("z"));

        Encoding.UTF8.GetString(MetaUsersBody.Write(rows, sessionId: null).Span).ShouldBe(
            $$$"""{"payload":{"schema":["EMAIL","FN","LN","ZIP"],"data":[["{{{email}}}","{{{first}}}","{{{last}}}","{{{zip}}}"],["","{{{first}}}","{{{last}}}","{{{zip}}}"]]}}""");
    }

    [Fact]
    public void Write_Session_IsOneBatchAndTheLast()
    {
        var session = Write(Member.Of("C-1", ("email", ["a", "b"])), 7).GetProperty("session");

        session.GetProperty("session_id").GetInt64().ShouldBe(7);
        session.GetProperty("batch_seq").GetInt32().ShouldBe(1);
        session.GetProperty("last_batch_flag").GetBoolean().ShouldBeTrue();
        session.GetProperty("estimated_num_total").GetInt32().ShouldBe(2);
    }

    /// <remarks>The example of https://developers.facebook.com/docs/marketing-api/audiences/guides/custom-audiences#replace-api, as one call.</remarks>
    [Fact]
    public void Write_Replacement_IsMetasOwnExample()
    {
        var rows = MetaRows.Of([Member.Of("C-1", ("email", ["a"])), Member.Of("C-2", ("email", ["b"]))], new MetaDataUse([new("DATA_PROCESSING_OPTIONS", "[\"LDU\"]")]));

        Encoding.UTF8.GetString(MetaUsersBody.Write(rows, 9778993).Span).ShouldBe(
            $$$"""{"session":{"session_id":9778993,"batch_seq":1,"last_batch_flag":true,"estimated_num_total":2},"payload":{"schema":["EMAIL","DATA_PROCESSING_OPTIONS"],"data":[["{{{Member.Hash("a")}}}",["LDU"]],["{{{Member.Hash("b")}}}",["LDU"]]]}}""");
    }

    [Fact]
    public void SessionId_OfAttempts_IsPositiveStableAndOfItsOwn()
    {
        var ids = Enumerable.Range(1, 100).SelectMany(batch => new[] { 1, 2 }.SelectMany(attempt => new[] { 0, 2 }.Select(part => IdOf(batch, attempt, part)))).ToList();

        ids.ShouldAllBe(id => id > 0);
        ids.Distinct().Count().ShouldBe(400);
        ids[0].ShouldBe(IdOf(1, 1, 0));
    }

    private static long IdOf(int batch, int attempt, int part) =>
        MetaSession.IdOf(new DestinationBatch(new BatchId(new RunId("gold.1"), batch), attempt, "1", "", BatchOperation.Add, [], DateTimeOffset.UnixEpoch) { Part = part });

    private static JsonElement Write(Activation.Destinations.MemberRow member, long session) =>
        JsonDocument.Parse(MetaUsersBody.Write(MetaRows.Of([member]), session)).RootElement;
}
