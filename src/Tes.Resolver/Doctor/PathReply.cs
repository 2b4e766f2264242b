using Tes.Dns.Messages;

namespace Tes.Resolver.Doctor;

/// <summary>What came back on one question, without retries.</summary>
internal abstract class PathReply
{
    private PathReply()
    {
    }

    public abstract T Match<T>(Func<Received, T> received, Func<T> silence, Func<string, T> broken);

    /// <summary>A readable response to the question.</summary>
    public sealed class Received(Message message, TimeSpan elapsed) : PathReply
    {
        public Message Message { get; } = message;

        public TimeSpan Elapsed { get; } = elapsed;

        public override T Match<T>(Func<Received, T> received, Func<T> silence, Func<string, T> broken) => received(this);
    }

    /// <summary>Nothing in time.</summary>
    public sealed class Silence : PathReply
    {
        private Silence()
        {
        }

        public static Silence Instance { get; } = new();

        public override T Match<T>(Func<Received, T> received, Func<T> silence, Func<string, T> broken) => silence();
    }

    /// <summary>The way broke, or what came was no DNS.</summary>
    /// <param name="reason">One clause, safe to show.</param>
    public sealed class Broken(string reason) : PathReply
    {
        public override T Match<T>(Func<Received, T> received, Func<T> silence, Func<string, T> broken) => broken(reason);
    }
}
