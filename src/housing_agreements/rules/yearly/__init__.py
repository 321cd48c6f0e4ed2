"""An agreement on one page: what is kept, what is in danger, and what to do before when.

`standings` says where each promise stands, `steps` what to do next; `page` holds both beside the
answers that they come from, and says them in words; `yearly_page` is the way in.
"""

__all__: tuple[str, ...] = ()
