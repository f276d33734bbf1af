using Activation.Destinations;
using Activation.Governance.Privacy;
using Activation.Profiles;
using Activation.Tests.Sync;

namespace Activation.Tests.Governance.Privacy;

public sealed class ErasureBatchesTests
{
    [Fact]
    public void Of_People_NamesTheirKeysAloneInCallsOfOneShapeAndLimitedSize()
    {
        List<Person> people =
        [
            .. Enumerable.Range(0, 150).Select(i => Person(("email", $"e{i}"))),
            .. Enumerable.Range(0, 30).Select(i => Person(("email", $"f{i}"), ("external_id", $"x{i}"), ("gaid", $"g{i}"))),
            Person(("gaid", "nothing that the platform matches by")),
        ];

        var batches = ErasureBatches.Of(TestDestination.Declaration, people).ToList();

        batches.Select(b => b.Count).Order().ShouldBe([30, 50, 100]);
        batches.ShouldAllBe(b => b.Select(TestDestination.Declaration.GroupOf).Distinct().Count() == 1);
        batches.SelectMany(b => b).SelectMany(r => r.Values).SelectMany(v => v.Value).Order(StringComparer.Ordinal)
            .ShouldBe(people.SelectMany(p => p.Values).Where(v => v.Variant.Name != "gaid").Select(v => v.Text).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Of_Nobody_IsNoCall() => ErasureBatches.Of(TestDestination.Declaration, []).ShouldBeEmpty();

    private static Person Person(params (string Variant, string Value)[] values) => new(null, [], values.Select(v => new StrongValue(Identifiers.Position(v.Variant), v.Value)));
}
