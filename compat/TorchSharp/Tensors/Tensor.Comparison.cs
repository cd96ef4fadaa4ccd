using TorchSharp.Native;

namespace TorchSharp;

public static partial class torch
{
    public partial class Tensor
    {
        public Tensor eq(Tensor target) => Aten.eq_Tensor.Call(this, target);

        public Tensor eq(Scalar target) => Aten.eq_Scalar.Call(this, target);

        public Tensor eq_(Tensor target) => Aten.eq__Tensor.Apply(this, target);

        public Tensor eq_(Scalar target) => Aten.eq__Scalar.Apply(this, target);

        public Tensor equal(Tensor target) => eq(target);

        public Tensor ne(Tensor target) => Aten.ne_Tensor.Call(this, target);

        public Tensor ne(Scalar target) => Aten.ne_Scalar.Call(this, target);

        public Tensor ne_(Tensor target) => Aten.ne__Tensor.Apply(this, target);

        public Tensor ne_(Scalar target) => Aten.ne__Scalar.Apply(this, target);

        public Tensor not_equal(Tensor target) => ne(target);

        public Tensor lt(Tensor target) => Aten.lt_Tensor.Call(this, target);

        public Tensor lt(Scalar target) => Aten.lt_Scalar.Call(this, target);

        public Tensor lt_(Tensor target) => Aten.lt__Tensor.Apply(this, target);

        public Tensor lt_(Scalar target) => Aten.lt__Scalar.Apply(this, target);

        public Tensor less(Tensor target) => lt(target);

        public Tensor le(Tensor target) => Aten.le_Tensor.Call(this, target);

        public Tensor le(Scalar target) => Aten.le_Scalar.Call(this, target);

        public Tensor le_(Tensor target) => Aten.le__Tensor.Apply(this, target);

        public Tensor le_(Scalar target) => Aten.le__Scalar.Apply(this, target);

        public Tensor less_equal(Tensor target) => le(target);

        public Tensor gt(Tensor target) => Aten.gt_Tensor.Call(this, target);

        public Tensor gt(Scalar target) => Aten.gt_Scalar.Call(this, target);

        public Tensor gt_(Tensor target) => Aten.gt__Tensor.Apply(this, target);

        public Tensor gt_(Scalar target) => Aten.gt__Scalar.Apply(this, target);

        public Tensor greater(Tensor target) => gt(target);

        public Tensor ge(Tensor target) => Aten.ge_Tensor.Call(this, target);

        public Tensor ge(Scalar target) => Aten.ge_Scalar.Call(this, target);

        public Tensor ge_(Tensor target) => Aten.ge__Tensor.Apply(this, target);

        public Tensor ge_(Scalar target) => Aten.ge__Scalar.Apply(this, target);

        public Tensor greater_equal(Tensor target) => ge(target);

        public Tensor bitwise_and(Tensor other) => Aten.bitwise_and_Tensor.Call(this, other);

        public Tensor bitwise_and_(Tensor other) => Aten.bitwise_and__Tensor.Apply(this, other);

        public Tensor logical_and(Tensor other) => Aten.logical_and.Call(this, other);

        public Tensor logical_and_(Tensor other) => Aten.logical_and_.Apply(this, other);

        public Tensor bitwise_or(Tensor other) => Aten.bitwise_or_Tensor.Call(this, other);

        public Tensor bitwise_or_(Tensor other) => Aten.bitwise_or__Tensor.Apply(this, other);

        public Tensor logical_or(Tensor other) => Aten.logical_or.Call(this, other);

        public Tensor logical_or_(Tensor other) => Aten.logical_or_.Apply(this, other);

        public Tensor bitwise_xor(Tensor other) => Aten.bitwise_xor_Tensor.Call(this, other);

        public Tensor bitwise_xor_(Tensor other) => Aten.bitwise_xor__Tensor.Apply(this, other);

        public Tensor logical_xor(Tensor other) => Aten.logical_xor.Call(this, other);

        public Tensor logical_xor_(Tensor other) => Aten.logical_xor_.Apply(this, other);

        public Tensor bitwise_not() => Aten.bitwise_not.Call(this);

        public Tensor logical_not() => Aten.logical_not.Call(this);

        public Tensor logical_not_() => Aten.logical_not_.Apply(this);

        public Tensor isin(Tensor test_elements, bool assumeUnique = false, bool invert = false) =>
            Aten.isin_Tensor_Tensor.Call(this, test_elements, assumeUnique, invert);

        public Tensor isclose(Tensor other, double rtol = 1e-05, double atol = 1e-08, bool nanEqual = false) =>
            Aten.isclose.Call(this, other, rtol, atol, nanEqual);

        public bool allclose(Tensor target, double rtol = 1e-05, double atol = 1e-08, bool equal_nan = false) =>
            Aten.allclose.CallValue(this, target, rtol, atol, equal_nan).Integer != 0;

        /// <summary>Same shape and same values.</summary>
        public bool Equals(Tensor target) => Aten.equal.CallValue(this, target).Integer != 0;
    }
}
