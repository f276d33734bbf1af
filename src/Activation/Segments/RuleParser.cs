using System.Text.Json;

namespace Activation.Segments;

/// <summary>Parses the JSON rule language.</summary>
public static class RuleParser
{
    /// <exception cref="ProblemException">400 with the path of the node at fault.</exception>
    public static RuleNode Parse(JsonElement rule) => throw new NotImplementedException();
}
