using Activation.Profiles;
using Activation.Storage;

namespace Activation.Segments.Explanations;

/// <summary>Narrows the views of a session to one profile: the queries of evaluation then answer for it alone, and quickly.</summary>
internal static class OneProfile
{
    /// <returns>Whether there is such a profile.</returns>
    public static bool NarrowTraits(DuckDbSession session, ProfileId profile)
    {
        Narrow(session, "traits", profile);
        return session.ScalarInt64("SELECT count(*) FROM traits") > 0;
    }

    public static void NarrowEvents(DuckDbSession session, ProfileId profile) => Narrow(session, "events", profile);

    /// <summary>Temporary tables come before what else has their name.</summary>
    private static void Narrow(DuckDbSession session, string view, ProfileId profile) =>
        session.Execute($"CREATE OR REPLACE TEMP TABLE {view} AS SELECT * FROM memory.main.{view} WHERE pid = {DuckDbSession.Quote(profile.Value.ToString())}::UUID");
}
