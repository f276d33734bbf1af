namespace Activation.Delivery.Accounts;

/// <summary>Tokens that this host has taken from an account's bucket and not used yet: so that not every call writes to the table.</summary>
internal sealed class AccountTokens(TimeProvider time)
{
    /// <summary>What is not used by then is lost, so that a host that rests keeps nothing from the others for long.</summary>
    private static readonly TimeSpan Kept = TimeSpan.FromSeconds(30);

    private readonly Lock gate = new();
    private readonly Dictionary<string, (int Left, DateTimeOffset Until)> reserves = new(StringComparer.Ordinal);

    public bool TryUse(string account)
    {
        lock (gate)
        {
            if (!reserves.TryGetValue(account, out var reserve) || reserve.Left == 0 || reserve.Until < time.GetUtcNow())
            {
                return false;
            }

            reserves[account] = reserve with { Left = reserve.Left - 1 };
            return true;
        }
    }

    public void Keep(string account, int tokens)
    {
        lock (gate)
        {
            var now = time.GetUtcNow();
            var left = reserves.TryGetValue(account, out var reserve) && reserve.Until >= now ? reserve.Left : 0;
            reserves[account] = (left + tokens, now + Kept);
        }
    }
}
