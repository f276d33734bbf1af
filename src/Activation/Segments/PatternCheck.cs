using Activation.Storage;
using DuckDB.NET.Data;

namespace Activation.Segments;

/// <summary>Tries the patterns of `matches` on the engine that will run them: no other knows exactly what it takes.</summary>
internal static class PatternCheck
{
    // What RE2 says before it quotes the pattern, which is not repeated.
    private static readonly string[] Reasons =
    [
        "missing ]", "missing )", "unexpected )", "trailing \\", "no argument for repetition operator", "invalid repetition size", "bad repetition operator",
        "invalid perl operator", "invalid escape sequence", "invalid character class range", "invalid character class", "invalid UTF-8", "invalid named capture group",
        "pattern too large",
    ];

    /// <exception cref="ProblemException">400 `invalidPattern` with the path of the value.</exception>
    public static void Check(RuleNode rule, ScratchFolder scratch)
    {
        var patterns = RuleNodes.Patterns(rule).DistinctBy(p => p.Pattern).ToList();
        if (patterns.Count == 0)
        {
            return;
        }

        using var session = new DuckDbSession(scratch, memoryMegabytes: 128);
        foreach (var (path, pattern) in patterns)
        {
            try
            {
                session.ScalarInt64("SELECT CAST(regexp_matches('', $1) AS BIGINT)", [pattern]);
            }
            catch (DuckDBException e)
            {
                throw RuleProblem.InvalidPattern(path, Array.Find(Reasons, reason => e.Message.Contains(reason, StringComparison.Ordinal)));
            }
        }
    }
}
