using System.Text.Json;
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

    [Fact]
    public void Write_Session_IsOneBatchAndTheLast()
    {
        var session = Write(Member.Of("C-1", ("email", ["a", "b"])), 7).GetProperty("session");

        session.GetProperty("session_id").GetInt64().ShouldBe(7);
        session.GetProperty("batch_seq").GetInt32().ShouldBe(1);
        session.GetProperty("last_batch_flag").GetBoolean().ShouldBeTrue();
        session.GetProperty("estimated_num_total").GetInt32().ShouldBe(2);
    }

    [Fact]
    public void SessionId_OfAttempts_IsPositiveStableAndOfItsOwn()
    {
        var ids = Enumerable.Range(1, 200).SelectMany(batch => new[] { 1, 2 }.Select(attempt => MetaSession.IdOf(new BatchId(new RunId("gold.1"), batch), attempt))).ToList();

        ids.ShouldAllBe(id => id > 0);
        ids.Distinct().Count().ShouldBe(400);
        ids[0].ShouldBe(MetaSession.IdOf(new BatchId(new RunId("gold.1"), 1), 1));
    }

    private static JsonElement Write(Activation.Destinations.MemberRow member, long session) =>
        JsonDocument.Parse(MetaUsersBody.Write(MetaRows.Of([member]), session)).RootElement;
}
