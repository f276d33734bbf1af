namespace Activation.IntegrationTests.Truth;

/// <summary>Compares an audience with the truth, key by key, and names at most a few differences by kind and beginning.</summary>
internal static class KeySets
{
    private const int Shown = 8;

    public static void ShouldHoldExactly(this IReadOnlyCollection<string> audience, IReadOnlyCollection<string> truth, string when)
    {
        var missing = truth.Except(audience, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        var surplus = audience.Except(truth, StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        (missing.Count + surplus.Count).ShouldBe(
            0,
            $"{when}: of {truth.Count} keys {missing.Count} are missing ({Some(missing)}) and {surplus.Count} should not be there ({Some(surplus)}).");
    }

    private static string Some(List<string> keys) => string.Join(", ", keys.Take(Shown).Select(k => k[..Math.Min(k.Length, k.IndexOf(':', StringComparison.Ordinal) + 9)]));
}
