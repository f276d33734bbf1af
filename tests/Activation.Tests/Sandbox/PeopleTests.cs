using Activation.Local.Sandbox;

namespace Activation.Tests.Sandbox;

public sealed class PeopleTests
{
    private readonly People people = new();

    [Fact]
    public void Add_RowThatSharesAKey_JoinsThePerson()
    {
        people.Add(["EMAIL:a", "PHONE:1"]);
        people.Add(["EMAIL:b", "PHONE:1"]);

        people.Count.ShouldBe(1);
        people.Keys.ShouldBe(["EMAIL:a", "PHONE:1", "EMAIL:b"], ignoreOrder: true);
    }

    [Fact]
    public void Add_RowThatBridgesTwoPeople_MakesThemOne()
    {
        people.Add(["EMAIL:a"]);
        people.Add(["PHONE:1"]);
        people.Add(["EMAIL:c"]);
        people.Count.ShouldBe(3);

        people.Add(["EMAIL:a", "PHONE:1"]);

        people.Count.ShouldBe(2);
        people.Remove(["PHONE:1"]).ShouldBe(1);
        people.Keys.ShouldBe(["EMAIL:c"]);
    }

    [Fact]
    public void Remove_AnyKey_TakesAllKeysOfEverybodyWhoHasOne()
    {
        people.Add(["EMAIL:a", "PHONE:1"]);
        people.Add(["EMAIL:b", "PHONE:2"]);
        people.Add(["EMAIL:c"]);

        people.Remove(["EMAIL:a", "PHONE:2", "EMAIL:unknown"]).ShouldBe(2);

        people.Count.ShouldBe(1);
        people.Keys.ShouldBe(["EMAIL:c"]);
    }

    [Fact]
    public void AddAndRemove_RowWithoutKeys_ChangeNothing()
    {
        people.Add([]);
        people.Remove([]).ShouldBe(0);

        people.Count.ShouldBe(0);
    }

    [Fact]
    public void AddAndRemove_AtRandom_AgreeWithAPlainModel()
    {
        // The plain model: a list of key sets.
        var random = new Random(20261124);
        var plain = new List<HashSet<string>>();
        for (var step = 0; step < 3_000; step++)
        {
            var row = Enumerable.Range(0, random.Next(1, 4)).Select(i => $"K{i}:{random.Next(60)}").ToList();
            var sharing = plain.Where(p => p.Overlaps(row)).ToList();
            plain.RemoveAll(sharing.Contains);
            if (random.Next(3) > 0)
            {
                people.Add(row);
                plain.Add([.. sharing.SelectMany(p => p), .. row]);
            }
            else
            {
                people.Remove(row).ShouldBe(sharing.Count);
            }

            people.Count.ShouldBe(plain.Count);
        }

        people.Keys.ShouldBe(plain.SelectMany(p => p), ignoreOrder: true);
        people.All.Select(p => string.Join('|', p.Order(StringComparer.Ordinal))).ShouldBe(plain.Select(p => string.Join('|', p.Order(StringComparer.Ordinal))), ignoreOrder: true);
    }
}
