"""Stakes that are a share of the wallet."""

from walkable import Cross


class WalletSized(Cross):
    def custom_stake_amount(self, pair, current_time, current_rate, proposed_stake, min_stake, max_stake, leverage,
                            entry_tag, side, **kwargs):
        return min(max_stake, self.wallets.get_total_stake_amount() / 10)
