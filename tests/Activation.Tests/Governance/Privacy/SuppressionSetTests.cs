using System.Security.Cryptography;
using Activation.Governance.Privacy;
using Activation.Import;
using Activation.Profiles;
using Microsoft.Extensions.Options;

namespace Activation.Tests.Governance.Privacy;

public sealed class SuppressionSetTests
{
    private static readonly byte[] First = RandomNumberGenerator.GetBytes(32);
    private static readonly byte[] Second = RandomNumberGenerator.GetBytes(32);
    private static readonly int Email = Identifiers.Position("email");

    [Fact]
    public void IsSuppressed_EntriesOfEveryKeyVersion_AreFound_AndNobodyElse()
    {
        var (one, two) = (new SuppressionKey(1, First), new SuppressionKey(2, Second));
        var set = new SuppressionSet([(one, [one.Of(Value(1))]), (two, [two.Of(Value(2)), two.Of(Value(3))])]);

        set.Count.ShouldBe(3);
        foreach (var suppressed in new[] { 1, 2, 3 })
        {
            set.IsSuppressed(Person(suppressed)).ShouldBeTrue();
        }

        Enumerable.Range(4, 500).Count(i => set.IsSuppressed(Person(i))).ShouldBe(0);
    }

    [Fact]
    public void IsSuppressed_TheSameValueInAnotherVariant_IsAnotherIdentifier()
    {
        var key = new SuppressionKey(1, First);
        var set = new SuppressionSet([(key, [key.Of(new StrongValue(Identifiers.Position("idfa"), "a"))])]);
        var other = new IdentifierSet();
        other.Add("gaid", "a");

        set.IsSuppressed(other).ShouldBeFalse();
    }

    [Theory]
    [InlineData("first_name")]
    [InlineData("zip")]
    [InlineData("country_clear")]
    [InlineData("email_reddit")]
    public void Of_WhatSeveralPeopleMayShare_TellsNobody(string variant)
    {
        var set = new IdentifierSet();
        set.Add(variant, Hash(1));

        StrongValue.Of(set).ShouldBeEmpty();
    }

    [Fact]
    public void Empty_SuppressesNobody()
    {
        SuppressionSet.Empty.IsEmpty.ShouldBeTrue();
        SuppressionSet.Empty.IsSuppressed(Person(1)).ShouldBeFalse();
    }

    [Fact]
    public void Keys_WithoutAny_AreTheDeploymentKeyAsVersionOne()
    {
        var keys = Keys(First);

        keys.All.Select(k => k.Version).ShouldBe([1]);
        keys.Newest.Of(Value(1)).ShouldBe(new SuppressionKey(1, First).Of(Value(1)));
    }

    [Fact]
    public void Keys_AfterTheDeploymentKeyHasChanged_ReadOldEntriesWithTheOldOneAndWriteWithTheNewest()
    {
        var keys = Keys(RandomNumberGenerator.GetBytes(32), ("1", First), ("2", Second));

        keys.All.Select(k => k.Check).ShouldBe([new SuppressionKey(1, First).Check, new SuppressionKey(2, Second).Check]);
        keys.Newest.Version.ShouldBe(2);
    }

    [Theory]
    [InlineData("0", 32, false)]
    [InlineData("v1", 32, false)]
    [InlineData("1", 31, false)]
    [InlineData("70000", 32, false)]
    [InlineData("3", 32, true)]
    public void Options_KeysNeedAVersionAndEnoughBytes(string version, int bytes, bool valid)
    {
        var options = new SuppressionOptions();
        options.Keys[version] = Convert.ToBase64String(new byte[bytes]);

        options.IsValid().ShouldBe(valid);
    }

    [Fact]
    public void Value_Printed_IsNotShown() => Value(1).ToString().ShouldBe("email");

    private static SuppressionKeys Keys(byte[] deployment, params (string Version, byte[] Key)[] configured)
    {
        var options = new SuppressionOptions();
        foreach (var (version, key) in configured)
        {
            options.Keys[version] = Convert.ToBase64String(key);
        }

        return new SuppressionKeys(Options.Create(options), Options.Create(new DeploymentKeyOptions { DeploymentKey = Convert.ToBase64String(deployment) }));
    }

    private static StrongValue Value(int person) => new(Email, Hash(person));

    private static IdentifierSet Person(int number)
    {
        var set = new IdentifierSet();
        set.Add("email", Hash(number));
        set.Add("first_name", Hash(0));
        return set;
    }

    private static string Hash(int number) => Convert.ToHexStringLower(SHA256.HashData(BitConverter.GetBytes(number)));
}
