using TorchSharp;
using static TorchSharp.torch;

namespace Sweep.Torch.Network;

/// <summary>
/// Operations with a number. TorchSharp keeps a number in native memory behind an object that nothing holds while the
/// operation runs, so that a collection at the wrong moment frees it under libtorch's hands; here it lives until the
/// operation is over. Operations that take numbers are called from here and from nowhere else.
/// </summary>
internal static class TensorMath
{
    /// <summary>x·factor.</summary>
    public static Tensor Scaled(this Tensor x, double factor)
    {
        using var number = factor.ToScalar();
        return x.mul(number);
    }

    /// <summary>x ← x·factor.</summary>
    public static Tensor Scale(this Tensor x, double factor)
    {
        using var number = factor.ToScalar();
        return x.mul_(number);
    }

    /// <summary>x ← x/divisor.</summary>
    public static Tensor Divide(this Tensor x, double divisor)
    {
        using var number = divisor.ToScalar();
        return x.div_(number);
    }

    /// <summary>x + value.</summary>
    public static Tensor Plus(this Tensor x, double value)
    {
        using var number = value.ToScalar();
        return x.add(number);
    }

    /// <summary>x ← x + value.</summary>
    public static Tensor Increase(this Tensor x, double value)
    {
        using var number = value.ToScalar();
        return x.add_(number);
    }

    /// <summary>x ← x + factor·a.</summary>
    public static Tensor Add(this Tensor x, Tensor a, double factor)
    {
        using var number = factor.ToScalar();
        return x.add_(a, number);
    }

    /// <summary>x ← x + factor·a·b.</summary>
    public static Tensor AddProduct(this Tensor x, Tensor a, Tensor b, double factor)
    {
        using var number = factor.ToScalar();
        return x.addcmul_(a, b, number);
    }

    /// <summary>x ← x + factor·a/b.</summary>
    public static Tensor AddQuotient(this Tensor x, Tensor a, Tensor b, double factor)
    {
        using var number = factor.ToScalar();
        return x.addcdiv_(a, b, number);
    }

    /// <summary>x ← max(x, least).</summary>
    public static Tensor AtLeast(this Tensor x, double least)
    {
        using var number = least.ToScalar();
        return x.clamp_(min: number);
    }

    /// <summary>x ← x within [−limit, limit].</summary>
    public static Tensor Within(this Tensor x, double limit)
    {
        using var least = (-limit).ToScalar();
        using var most = limit.ToScalar();
        return x.clamp_(least, most);
    }

    /// <summary>x ← value everywhere.</summary>
    public static Tensor Fill(this Tensor x, double value)
    {
        using var number = value.ToScalar();
        return x.fill_(number);
    }

    /// <summary>Where x is greater.</summary>
    public static Tensor IsAbove(this Tensor x, double value)
    {
        using var number = value.ToScalar();
        return x.gt(number);
    }

    /// <summary>x for x &gt; 0, slope·x otherwise.</summary>
    public static Tensor LeakyRelu(this Tensor x, double slope)
    {
        using var number = slope.ToScalar();
        return x.leaky_relu(number);
    }

    /// <summary>x for x &gt; 0, alpha·(exp(x) − 1) otherwise.</summary>
    public static Tensor Elu(this Tensor x, double alpha)
    {
        using var limit = alpha.ToScalar();
        using var one = 1.0.ToScalar();
        return x.elu(limit, one, one);
    }

    /// <summary>x within [−1, 1]; the derivative is 0 at the ends. TorchSharp 0.107's own hardtanh returns what it is given.</summary>
    public static Tensor HardTanh(this Tensor x)
    {
        using var least = (-1.0).ToScalar();
        using var most = 1.0.ToScalar();
        return where(x.le(least), -ones_like(x), where(x.ge(most), ones_like(x), x));
    }

    /// <summary>log(1 + exp(x)), without a threshold beyond which x itself is taken.</summary>
    public static Tensor Softplus(this Tensor x) => x.neg().log_sigmoid().neg();

    /// <summary>x·sigmoid(2u) = 0.5x(1 + tanh(u)), u = √(2/π)·(x + 0.044715x³); TorchSharp has it by a name of its own since 0.107 alone.</summary>
    public static Tensor GeluTanh(this Tensor x)
    {
        var root = 2 * Math.Sqrt(2 / Math.PI);
        return x * (x * x.Squared().Scaled(0.044715 * root).Plus(root)).sigmoid();
    }

    /// <summary>x².</summary>
    public static Tensor Squared(this Tensor x) => x.mul(x);

    /// <summary>The one number that a tensor holds.</summary>
    public static float Number(this Tensor x) => x.cpu().item<float>();
}
