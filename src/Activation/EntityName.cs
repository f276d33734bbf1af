namespace Activation;

/// <summary>What a user may call a source, segment, destination or sync: it becomes part of keys, blob names and URLs.</summary>
public static class EntityName
{
    public const int MaxLength = 64;

    public const string Rule = "1 to 64 characters: a to z, 0 to 9, '-' and '_', beginning with a letter or digit";

    public static bool IsValid(string? name)
    {
        if (name is not { Length: > 0 and <= MaxLength } || name[0] is '-' or '_')
        {
            return false;
        }

        foreach (var c in name)
        {
            if (c is not ((>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '_'))
            {
                return false;
            }
        }

        return true;
    }
}
